package io.millrace.trainer;

import io.millrace.runtime.MeteredConsumer;
import io.millrace.runtime.MeteredProducer;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.serde.SchemaRegistry;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes the Kafka clients of the trainer's loops. */
record Clients(ServiceContext context, SchemaRegistry registry) {
    /** Without a group. */
    Consumer<String, byte[]> reader() {
        return consumer(context.kafka().consumer());
    }

    /** @param loop whose group it is in */
    Consumer<String, byte[]> member(String loop) {
        return consumer(context.kafka().consumer(context.groupOf(loop)));
    }

    /** Transactional, in the name of a loop of this instance. */
    Producer<String, SpecificRecord> producer(String loop) {
        return new MeteredProducer<>(
                context.kafka().producer(context.groupOf(loop) + "-" + context.instance()),
                new StringSerializer(),
                new ModelRecordSerializer(registry),
                context.meters());
    }

    private Consumer<String, byte[]> consumer(Map<String, Object> settings) {
        return new MeteredConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer(), context.meters());
    }
}
