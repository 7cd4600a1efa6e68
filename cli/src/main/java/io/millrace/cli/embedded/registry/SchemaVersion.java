package io.millrace.cli.embedded.registry;

import java.util.Objects;

/**
 * One schema under one subject.
 *
 * @param version from 1 up, never given twice within a subject's life
 * @param id the schema's number across all subjects: what stands in front of every record
 * @param schema canonical JSON
 * @param deleted softly deleted: gone from listings, still readable by id
 */
record SchemaVersion(String subject, int version, int id, String schema, boolean deleted) {
    SchemaVersion {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(schema, "schema");
        if (version < 1 || id < 1) {
            throw new IllegalArgumentException(
                    "version and id start at 1, not " + version + " and " + id + " (" + subject + ")");
        }
    }

    SchemaVersion asDeleted() {
        return new SchemaVersion(subject, version, id, schema, true);
    }
}
