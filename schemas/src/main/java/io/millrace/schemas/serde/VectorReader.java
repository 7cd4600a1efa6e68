package io.millrace.schemas.serde;

import io.millrace.schemas.FeatureVector;

/**
 * Reads feature vectors where they lie, for those that read very many and want little of each. What an older or newer Millrace
 * wrote, or another writer, is read by Avro and then laid out as ours, so that the answer is the same as {@link AvroSerde}'s. Not
 * thread-safe.
 */
public final class VectorReader {
    private static final int NONE = -1;

    private final OwnSchema own;
    private final AvroSerde<FeatureVector> any;
    private final EncoderNames encoders = new EncoderNames();

    public VectorReader(SchemaRegistry registry) {
        this.own = new OwnSchema(FeatureVector.getClassSchema(), registry);
        this.any = new AvroSerde<>(FeatureVector.class, registry);
    }

    /**
     * @param bytes in Confluent's wire format; to be left as they are while the vector is in use
     * @throws MalformedRecord where the bytes are not a feature vector
     */
    public void read(String topic, byte[] bytes, VectorBytes into) {
        if (own.wrote(bytes) && into.find(bytes, WireFormat.HEADER, encoders)) {
            return;
        }
        byte[] laidOut = FeatureVectorWriter.write(NONE, any.deserialize(topic, bytes));
        if (!into.find(laidOut, WireFormat.HEADER, encoders)) {
            throw new IllegalStateException("a vector that was just written cannot be read");
        }
    }
}
