package io.millrace.cli.embedded.registry;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The registry's rules: what may be registered, found and deleted. Every change is in the log before it is seen. Not
 * thread-safe.
 */
final class Subjects {
    private static final CompatibilityLevel DEFAULT_LEVEL = CompatibilityLevel.BACKWARD;

    private final RegistryLog log;
    private final RegistryState state = new RegistryState();

    Subjects(RegistryLog log) {
        this.log = log;
        log.read().forEach(entry -> entry.applyTo(state));
    }

    Collection<String> names(boolean withDeleted) {
        return state.subjects().stream()
                .filter(subject -> !listed(subject, withDeleted).isEmpty())
                .toList();
    }

    /** @throws RegistryError where there is no such subject */
    List<SchemaVersion> versions(String subject, boolean withDeleted) {
        List<SchemaVersion> versions = listed(subject, withDeleted);
        if (versions.isEmpty()) {
            throw RegistryError.subjectNotFound(subject);
        }
        return versions;
    }

    /** @throws RegistryError where there is no such subject or version */
    SchemaVersion version(String subject, VersionNumber number, boolean withDeleted) {
        return number.in(versions(subject, withDeleted));
    }

    /** @throws RegistryError where this schema does not stand under the subject */
    SchemaVersion find(String subject, Schema schema, boolean withDeleted) {
        String text = schema.toString();
        return versions(subject, withDeleted).stream()
                .filter(version -> version.schema().equals(text))
                .reduce((earlier, later) -> later)
                .orElseThrow(RegistryError::schemaNotFound);
    }

    /** Where a schema stands; nowhere where the id is unknown. */
    List<SchemaVersion> usesOf(int id, boolean withDeleted) {
        return state.usesOf(id).stream()
                .filter(version -> withDeleted || !version.deleted())
                .toList();
    }

    /**
     * The schema's id; a schema that stands under the subject already is not registered twice.
     *
     * @throws RegistryError where the schema breaks the subject's compatibility level
     */
    int register(String subject, Schema schema) {
        String text = schema.toString();
        List<SchemaVersion> earlier = listed(subject, false);
        for (SchemaVersion version : earlier) {
            if (version.schema().equals(text)) {
                return version.id();
            }
        }
        List<String> objections = effectiveLevel(subject).objections(schema, earlier);
        if (!objections.isEmpty()) {
            throw RegistryError.incompatible(subject, objections);
        }
        List<SchemaVersion> all = state.versions(subject);
        int next = all.isEmpty() ? 1 : all.get(all.size() - 1).version() + 1;
        int id = state.idFor(text);
        write(new RegistryRecord.VersionSaved(new SchemaVersion(subject, next, id, text, false)));
        return id;
    }

    /** What would speak against registering a schema, were these the earlier versions. */
    List<String> objections(String subject, Schema schema, List<SchemaVersion> earlier) {
        return effectiveLevel(subject).objections(schema, earlier);
    }

    /** Softly, or for good where it is deleted softly already. */
    List<SchemaVersion> delete(String subject, boolean permanently) {
        List<SchemaVersion> versions = versions(subject, true);
        List<SchemaVersion> live = listed(subject, false);
        if (permanently && !live.isEmpty()) {
            throw RegistryError.subjectIsNotDeleted(subject);
        }
        if (!permanently && live.isEmpty()) {
            throw RegistryError.subjectIsDeleted(subject);
        }
        List<SchemaVersion> going = permanently ? versions : live;
        going.forEach(version -> write(deletion(version, permanently)));
        return going;
    }

    /** Softly, or for good where it is deleted softly already. */
    SchemaVersion delete(String subject, VersionNumber number, boolean permanently) {
        SchemaVersion version = version(subject, number, true);
        if (permanently && !version.deleted()) {
            throw RegistryError.versionIsNotDeleted(version);
        }
        if (!permanently && version.deleted()) {
            throw RegistryError.versionIsDeleted(version);
        }
        write(deletion(version, permanently));
        return version;
    }

    /** The level a subject was given; {@link RegistryState#GLOBAL} for all others. */
    Optional<CompatibilityLevel> level(String subject) {
        return state.level(subject);
    }

    /** The level that holds for a subject. */
    CompatibilityLevel effectiveLevel(String subject) {
        return level(subject).or(() -> level(RegistryState.GLOBAL)).orElse(DEFAULT_LEVEL);
    }

    void setLevel(String subject, CompatibilityLevel level) {
        write(new RegistryRecord.LevelSet(subject, level));
    }

    void clearLevel(String subject) {
        write(new RegistryRecord.LevelCleared(subject));
    }

    private List<SchemaVersion> listed(String subject, boolean withDeleted) {
        return state.versions(subject).stream()
                .filter(version -> withDeleted || !version.deleted())
                .toList();
    }

    private static RegistryRecord deletion(SchemaVersion version, boolean permanently) {
        return permanently
                ? new RegistryRecord.VersionDropped(version.subject(), version.version())
                : new RegistryRecord.VersionSaved(version.asDeleted());
    }

    private void write(RegistryRecord entry) {
        log.append(entry);
        entry.applyTo(state);
    }
}
