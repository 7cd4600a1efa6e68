package io.millrace.schemas.serde;

import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.OtherVector;
import java.util.Arrays;
import java.util.List;

/** Writes the fields of a vector one after the other, as the schema has them, without Avro's look at each and its two buffers a record. */
final class FeatureVectorWriter {
    static final int NULL = 0;
    static final int TEXT = 1;

    /** Numbers and counts of a vector beside its values, each of ten bytes at most. */
    private static final int MOST_NUMBERS = 6 * AvroBytes.LONGEST_LONG;

    private static final byte[] NOTHING = new byte[0];

    private FeatureVectorWriter() {}

    /** In Confluent's wire format. */
    static byte[] write(int schemaId, FeatureVector vector) {
        byte[] id = AvroBytes.ofText(vector.getId());
        byte[] encoder = AvroBytes.ofText(vector.getEncoderFingerprint());
        byte[] entity = vector.getEntity() == null ? NOTHING : AvroBytes.ofText(vector.getEntity());
        int most = WireFormat.HEADER + id.length + encoder.length + entity.length + most(vector.getValues());
        byte[] bytes = new byte[most + mostOf(vector.getOthers())];
        WireFormat.writeHeader(schemaId, bytes);
        AvroBytes out = new AvroBytes();
        out.in(bytes, WireFormat.HEADER);
        out.write(id);
        out.write(encoder);
        out.writeLong(vector.getEventTime().toEpochMilli());
        writeValues(vector.getValues(), out);
        out.writeLong(vector.getMissing());
        out.writeLong(vector.getUnseen());
        out.writeLong(vector.getEntity() == null ? NULL : TEXT);
        out.write(entity);
        writeOthers(vector.getOthers(), out);
        return Arrays.copyOf(bytes, out.at());
    }

    private static int most(List<Float> values) {
        return MOST_NUMBERS + Float.BYTES * values.size();
    }

    private static int mostOf(List<OtherVector> others) {
        int most = 0;
        for (OtherVector other : others) {
            most += AvroBytes.ofText(other.getEncoderFingerprint()).length + most(other.getValues());
        }
        return most + 2 * AvroBytes.LONGEST_LONG;
    }

    private static void writeOthers(List<OtherVector> others, AvroBytes out) {
        if (!others.isEmpty()) {
            out.writeLong(others.size());
            for (OtherVector other : others) {
                out.write(AvroBytes.ofText(other.getEncoderFingerprint()));
                writeValues(other.getValues(), out);
                out.writeLong(other.getMissing());
                out.writeLong(other.getUnseen());
            }
        }
        out.writeLong(0);
    }

    private static void writeValues(List<Float> values, AvroBytes out) {
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
