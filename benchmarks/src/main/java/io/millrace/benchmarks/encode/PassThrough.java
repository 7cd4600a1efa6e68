package io.millrace.benchmarks.encode;

import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.UserRecords;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The least that a topology over Avro records does: one processor, which reads each record and writes it again. No state, no
 * rules; keys go through as bytes.
 */
final class PassThrough {
    private static final String RECORDS = "records";
    private static final String PASS = "pass";

    private PassThrough() {}

    static Topology build(String from, String to, SchemaRegistry registry) {
        UserRecords records = new UserRecords(registry);
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        RECORDS,
                        new ByteArrayDeserializer(),
                        (topic, bytes) -> records.read(bytes),
                        from)
                .addProcessor(PASS, Pass::new, RECORDS)
                .addSink(
                        "passed",
                        to,
                        new ByteArraySerializer(),
                        (String topic, GenericRecord value) -> records.write(topic, value),
                        PASS);
    }

    private static final class Pass extends ContextualProcessor<byte[], GenericRecord, byte[], GenericRecord> {
        @Override
        public void process(Record<byte[], GenericRecord> record) {
            context().forward(record);
        }
    }
}
