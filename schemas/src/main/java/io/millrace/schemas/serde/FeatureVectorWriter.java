package io.millrace.schemas.serde;

import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.OtherVector;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;

/** Writes the fields of a vector one after the other, as the schema has them, without Avro's look at each. Thread-safe. */
final class FeatureVectorWriter implements DatumWriter<FeatureVector> {
    static final int NULL = 0;
    static final int TEXT = 1;

    @Override
    public void setSchema(Schema schema) {
        // vectors have one schema
    }

    @Override
    public void write(FeatureVector vector, Encoder out) throws IOException {
        out.writeString(vector.getId());
        out.writeString(vector.getEncoderFingerprint());
        out.writeLong(vector.getEventTime().toEpochMilli());
        writeValues(vector.getValues(), out);
        out.writeInt(vector.getMissing());
        out.writeInt(vector.getUnseen());
        if (vector.getEntity() == null) {
            out.writeIndex(NULL);
            out.writeNull();
        } else {
            out.writeIndex(TEXT);
            out.writeString(vector.getEntity());
        }
        writeOthers(vector.getOthers(), out);
    }

    private static void writeOthers(List<OtherVector> others, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(others.size());
        for (OtherVector other : others) {
            out.startItem();
            out.writeString(other.getEncoderFingerprint());
            writeValues(other.getValues(), out);
            out.writeInt(other.getMissing());
            out.writeInt(other.getUnseen());
        }
        out.writeArrayEnd();
    }

    private static void writeValues(List<Float> values, Encoder out) throws IOException {
        int slots = values.size();
        out.writeArrayStart();
        out.setItemCount(slots);
        for (int slot = 0; slot < slots; slot++) {
            out.startItem();
            out.writeFloat(values.get(slot));
        }
        out.writeArrayEnd();
    }
}
