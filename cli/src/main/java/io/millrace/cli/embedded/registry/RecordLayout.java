package io.millrace.cli.embedded.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.embedded.registry.RegistryRecord.Ignored;
import io.millrace.cli.embedded.registry.RegistryRecord.LevelCleared;
import io.millrace.cli.embedded.registry.RegistryRecord.LevelSet;
import io.millrace.cli.embedded.registry.RegistryRecord.SubjectDeleted;
import io.millrace.cli.embedded.registry.RegistryRecord.VersionDropped;
import io.millrace.cli.embedded.registry.RegistryRecord.VersionSaved;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Registry records as Confluent's registry lays them out on its {@code _schemas} topic: JSON keys with a {@code keytype}, JSON
 * values, a null value where something is gone. A topic of ours can be served by Confluent's registry, and the other way round.
 */
final class RecordLayout {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordLayout() {}

    /**
     * Key and value of one record on the topic.
     *
     * @param value null where something is gone
     */
    @SuppressWarnings("ArrayRecordComponent") // carried from here to the producer, never compared
    record Bytes(byte[] key, byte[] value) {}

    static RegistryRecord read(byte[] key, byte[] value) {
        try {
            JsonNode about = JSON.readTree(key);
            JsonNode content = value == null ? JSON.nullNode() : JSON.readTree(value);
            return switch (about.path("keytype").asText()) {
                case "SCHEMA" -> schema(about, content);
                case "CONFIG" -> level(about, content);
                case "DELETE_SUBJECT" -> subjectDeleted(about, content);
                default -> new Ignored();
            };
        } catch (IOException e) {
            throw new UncheckedIOException("a record on the schemas topic is not JSON", e);
        }
    }

    static Bytes write(RegistryRecord entry) {
        if (entry instanceof VersionSaved saved) {
            SchemaVersion version = saved.version();
            return bytes(schemaKey(version.subject(), version.version()), schemaValue(version));
        }
        if (entry instanceof VersionDropped dropped) {
            return bytes(schemaKey(dropped.subject(), dropped.version()), null);
        }
        if (entry instanceof LevelSet set) {
            ObjectNode value = JSON.createObjectNode();
            putSubject(value, set.subject());
            return bytes(
                    configKey(set.subject()),
                    value.put("compatibilityLevel", set.level().name()));
        }
        if (entry instanceof LevelCleared cleared) {
            return bytes(configKey(cleared.subject()), null);
        }
        throw new IllegalArgumentException("never written: " + entry);
    }

    private static RegistryRecord schema(JsonNode about, JsonNode content) {
        String subject = about.path("subject").asText();
        int version = about.path("version").asInt();
        if (content.isNull()) {
            return new VersionDropped(subject, version);
        }
        String type = content.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            return new Ignored();
        }
        return new VersionSaved(new SchemaVersion(
                subject,
                version,
                content.path("id").asInt(),
                content.path("schema").asText(),
                content.path("deleted").asBoolean()));
    }

    private static RegistryRecord level(JsonNode about, JsonNode content) {
        String subject =
                about.path("subject").isTextual() ? about.path("subject").asText() : RegistryState.GLOBAL;
        return CompatibilityLevel.named(content.path("compatibilityLevel").asText())
                .<RegistryRecord>map(level -> new LevelSet(subject, level))
                .orElse(new LevelCleared(subject));
    }

    private static RegistryRecord subjectDeleted(JsonNode about, JsonNode content) {
        return content.isNull()
                ? new Ignored()
                : new SubjectDeleted(
                        about.path("subject").asText(), content.path("version").asInt());
    }

    private static ObjectNode schemaKey(String subject, int version) {
        return JSON.createObjectNode()
                .put("keytype", "SCHEMA")
                .put("subject", subject)
                .put("version", version)
                .put("magic", 1);
    }

    private static ObjectNode schemaValue(SchemaVersion version) {
        return JSON.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema())
                .put("deleted", version.deleted());
    }

    private static ObjectNode configKey(String subject) {
        ObjectNode key = JSON.createObjectNode().put("keytype", "CONFIG");
        putSubject(key, subject);
        return key.put("magic", 0);
    }

    private static void putSubject(ObjectNode node, String subject) {
        node.put("subject", subject.equals(RegistryState.GLOBAL) ? null : subject);
    }

    private static Bytes bytes(ObjectNode key, ObjectNode value) {
        try {
            return new Bytes(JSON.writeValueAsBytes(key), value == null ? null : JSON.writeValueAsBytes(value));
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory failed", e);
        }
    }
}
