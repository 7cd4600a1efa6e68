package io.millrace.schemas.serde;

import io.millrace.schemas.Example;

/**
 * Reads examples where they lie, for windows of very many. What an older or newer Millrace wrote, or another writer, is read by Avro
 * and then laid out as ours, so that the answer is the same as {@link AvroSerde}'s. Not thread-safe.
 */
public final class ExampleReader {
    private final OwnSchema own;
    private final AvroSerde<Example> any;
    private final EncoderNames encoders = new EncoderNames();

    public ExampleReader(SchemaRegistry registry) {
        this.own = new OwnSchema(Example.getClassSchema(), registry);
        this.any = new AvroSerde<>(Example.class, registry);
    }

    /**
     * @param bytes in Confluent's wire format; to be left as they are while the example is in use
     * @throws MalformedRecord where the bytes are not an example
     */
    public void read(String topic, byte[] bytes, ExampleBytes into) {
        if (own.wrote(bytes) && into.find(bytes, WireFormat.HEADER, encoders)) {
            return;
        }
        byte[] laidOut = any.laidOut(any.deserialize(topic, bytes));
        if (!into.find(laidOut, WireFormat.HEADER, encoders)) {
            throw new IllegalStateException("an example that was just written cannot be read");
        }
    }
}
