package io.millrace.cli.embedded.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** What a new schema of a subject owes to the earlier ones, in Confluent's seven levels; judged by Avro's own resolution rules. */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsOld;
    private final boolean readByOld;
    private final boolean transitive;

    CompatibilityLevel(boolean readsOld, boolean readByOld, boolean transitive) {
        this.readsOld = readsOld;
        this.readByOld = readByOld;
        this.transitive = transitive;
    }

    static Optional<CompatibilityLevel> named(String name) {
        for (CompatibilityLevel level : values()) {
            if (level.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /**
     * What speaks against a new schema; nothing where it may come.
     *
     * @param earlier the subject's versions, oldest first
     */
    List<String> objections(Schema schema, List<SchemaVersion> earlier) {
        boolean lastOnly = !transitive && !earlier.isEmpty();
        return objectionsToEach(schema, lastOnly ? earlier.subList(earlier.size() - 1, earlier.size()) : earlier);
    }

    private List<String> objectionsToEach(Schema schema, List<SchemaVersion> earlier) {
        List<String> objections = new ArrayList<>();
        for (SchemaVersion version : earlier) {
            Schema old = new Schema.Parser().parse(version.schema());
            if (readsOld) {
                collect(schema, old, version, objections);
            }
            if (readByOld) {
                collect(old, schema, version, objections);
            }
        }
        return objections;
    }

    private static void collect(Schema reader, Schema writer, SchemaVersion old, List<String> objections) {
        for (Incompatibility found : SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()) {
            objections.add("{errorType:'" + found.getType() + "', description:'" + found.getMessage()
                    + "', additionalInfo:'" + found.getLocation() + "', oldSchemaVersion:" + old.version() + "}");
        }
    }
}
