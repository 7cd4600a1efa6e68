package io.millrace.schemas.serde;

import io.millrace.schemas.Example;
import org.apache.avro.SchemaNormalization;

/**
 * Reads examples where they lie, for windows of very many. What an older or newer Millrace wrote, or another writer, is read by Avro
 * and then laid out as ours, so that the answer is the same as {@link AvroSerde}'s. Not thread-safe.
 */
public final class ExampleReader {
    private static final int NONE = -1;
    private static final long OURS = SchemaNormalization.parsingFingerprint64(Example.getClassSchema());

    private final SchemaRegistry registry;
    private final AvroSerde<Example> any;
    private final EncoderNames encoders = new EncoderNames();
    private int ours = NONE;
    private int others = NONE;

    public ExampleReader(SchemaRegistry registry) {
        this.registry = registry;
        this.any = new AvroSerde<>(Example.class, registry);
    }

    /**
     * @param bytes in Confluent's wire format; to be left as they are while the example is in use
     * @throws MalformedRecord where the bytes are not an example
     */
    public void read(String topic, byte[] bytes, ExampleBytes into) {
        if (isOurs(bytes) && into.find(bytes, WireFormat.HEADER, encoders)) {
            return;
        }
        byte[] laidOut = any.laidOut(any.deserialize(topic, bytes));
        if (!into.find(laidOut, WireFormat.HEADER, encoders)) {
            throw new IllegalStateException("an example that was just written cannot be read");
        }
    }

    private boolean isOurs(byte[] bytes) {
        int id = WireFormat.schemaId(bytes);
        if (id != ours && id != others) {
            if (SchemaNormalization.parsingFingerprint64(registry.byId(id)) == OURS) {
                ours = id;
            } else {
                others = id;
            }
        }
        return id == ours;
    }
}
