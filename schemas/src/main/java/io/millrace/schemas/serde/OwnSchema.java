package io.millrace.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Tells records that were written by the schema of this version from others; the registry is asked about each schema once. Not thread-safe. */
final class OwnSchema {
    private static final int NONE = -1;

    private final SchemaRegistry registry;
    private final long fingerprint;
    private int ours = NONE;
    private int others = NONE;

    OwnSchema(Schema schema, SchemaRegistry registry) {
        this.registry = registry;
        this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    }

    /** @param bytes in Confluent's wire format */
    boolean wrote(byte[] bytes) {
        int id = WireFormat.schemaId(bytes);
        if (id != ours && id != others) {
            if (SchemaNormalization.parsingFingerprint64(registry.byId(id)) == fingerprint) {
                ours = id;
            } else {
                others = id;
            }
        }
        return id == ours;
    }
}
