package io.millrace.processors;

import io.millrace.runtime.LoopService;
import io.millrace.runtime.MeteredConsumer;
import io.millrace.runtime.MeteredProducer;
import io.millrace.runtime.OwnRecords;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Profiles the columns of the records, as a consumer group of its own: the encode application does not wait for it. */
final class Profiler {
    static final String NAME = "profiler";

    private Profiler() {}

    /** @param service whose clients these are */
    static Service service(String service, ServiceContext context, SchemaRegistry registry) {
        Topics topics = context.topics();
        return new LoopService(
                service,
                context,
                ready -> new ProfilerLoop(
                        context.pipeline(),
                        topics,
                        consumer(context, context.kafka().consumer(context.groupOf(NAME)), new ByteArrayDeserializer()),
                        () -> consumer(context, context.kafka().briefConsumer(), new StringDeserializer()),
                        new OwnRecords<>(topics.profiles(), registry),
                        AvroSerde.of(topics.profiles(), registry),
                        new MeteredProducer<>(
                                context.kafka().producer(context.groupOf(NAME) + "-" + context.instance()),
                                new StringSerializer(),
                                new ByteArraySerializer(),
                                context.meters()),
                        RecordDecoder.of(context.pipeline().source().format(), registry),
                        InstantSource.system(),
                        ready));
    }

    private static <K> Consumer<K, byte[]> consumer(
            ServiceContext context, Map<String, Object> settings, Deserializer<K> keys) {
        return new MeteredConsumer<>(settings, keys, new ByteArrayDeserializer(), context.meters());
    }
}
