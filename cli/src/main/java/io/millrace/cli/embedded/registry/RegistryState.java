package io.millrace.cli.embedded.registry;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All schemas and levels, in memory; changed by {@link RegistryRecord}s only. Not thread-safe. */
final class RegistryState {
    /** Stands in for a subject where a level holds for all. */
    static final String GLOBAL = "";

    private final SortedMap<String, SortedMap<Integer, SchemaVersion>> subjects = new TreeMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private int highestId;

    /** Names in alphabetical order, those whose versions are all softly deleted among them. */
    Collection<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** Every version of a subject, softly deleted ones too, oldest first; none where the subject is unknown. */
    List<SchemaVersion> versions(String subject) {
        return List.copyOf(subjects.getOrDefault(subject, new TreeMap<>()).values());
    }

    /** Every subject and version under which a schema stands, softly deleted ones too. */
    List<SchemaVersion> usesOf(int id) {
        return all().filter(version -> version.id() == id).toList();
    }

    /** The id a schema has already, or the next free one. */
    int idFor(String schema) {
        return all().filter(version -> version.schema().equals(schema))
                .mapToInt(SchemaVersion::id)
                .findFirst()
                .orElse(highestId + 1);
    }

    Optional<CompatibilityLevel> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    void save(SchemaVersion version) {
        subjects.computeIfAbsent(version.subject(), subject -> new TreeMap<>()).put(version.version(), version);
        highestId = Math.max(highestId, version.id());
    }

    void drop(String subject, int version) {
        SortedMap<Integer, SchemaVersion> versions = subjects.getOrDefault(subject, new TreeMap<>());
        versions.remove(version);
        if (versions.isEmpty()) {
            subjects.remove(subject);
        }
    }

    void setLevel(String subject, CompatibilityLevel level) {
        levels.put(subject, level);
    }

    void clearLevel(String subject) {
        levels.remove(subject);
    }

    private Stream<SchemaVersion> all() {
        return subjects.values().stream().flatMap(versions -> versions.values().stream());
    }
}
