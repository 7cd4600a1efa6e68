package io.millrace.schemas.serde;

import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.OtherVector;
import java.util.List;

/** Writes the fields of a vector one after the other, as the schema has them, without Avro's look at each. */
final class FeatureVectorWriter {
    static final int NULL = 0;
    static final int TEXT = 1;

    private FeatureVectorWriter() {}

    /** In Confluent's wire format. */
    static byte[] write(int schemaId, FeatureVector vector) {
        GrowingBytes out = new GrowingBytes(schemaId);
        out.writeText(vector.getId());
        out.writeText(vector.getEncoderFingerprint());
        out.writeLong(vector.getEventTime().toEpochMilli());
        writeValues(vector.getValues(), out);
        out.writeLong(vector.getMissing());
        out.writeLong(vector.getUnseen());
        if (vector.getEntity() == null) {
            out.writeLong(NULL);
        } else {
            out.writeLong(TEXT);
            out.writeText(vector.getEntity());
        }
        writeOthers(vector.getOthers(), out);
        return out.toBytes();
    }

    private static void writeOthers(List<OtherVector> others, GrowingBytes out) {
        if (!others.isEmpty()) {
            out.writeLong(others.size());
            for (OtherVector other : others) {
                out.writeText(other.getEncoderFingerprint());
                writeValues(other.getValues(), out);
                out.writeLong(other.getMissing());
                out.writeLong(other.getUnseen());
            }
        }
        out.writeLong(0);
    }

    private static void writeValues(List<Float> values, GrowingBytes out) {
        int slots = values.size();
        if (slots > 0) {
            out.writeLong(slots);
            for (int slot = 0; slot < slots; slot++) {
                out.writeFloat(values.get(slot));
            }
        }
        out.writeLong(0);
    }
}
