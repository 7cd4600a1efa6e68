package io.millrace.trainer;

import io.millrace.runtime.LoopService;
import io.millrace.runtime.MeteredConsumer;
import io.millrace.runtime.MeteredProducer;
import io.millrace.runtime.OwnRecords;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes the loop that learns online from what a service is given. */
final class OnlineLearning {
    static final String NAME = "online";

    private final ServiceContext context;
    private final Topics topics;
    private final SchemaRegistry registry;

    OnlineLearning(ServiceContext context) {
        this.context = context;
        this.topics = context.topics();
        this.registry = context.kafka().registry();
    }

    LoopService.Loop loop(Runnable ready) {
        Consumer<String, byte[]> reader = consumer(context.kafka().consumer());
        Consumer<String, byte[]> examples = consumer(context.kafka().consumer());
        return new OnlineLoop(
                consumer(context.kafka().consumer(context.groupOf(NAME))),
                reader,
                topics,
                new OwnRecords<>(topics.models(), registry),
                new OwnRecords<>(topics.learnerStates(), registry),
                new LiveExamples(topics.examples().name(), examples, new OwnRecords<>(topics.examples(), registry)),
                publisher(),
                context.pipeline(),
                InstantSource.system(),
                context.meters().counter(OnlineLoop.LEARNT),
                ready,
                List.of(reader, examples));
    }

    private Consumer<String, byte[]> consumer(Map<String, Object> settings) {
        return new MeteredConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer(), context.meters());
    }

    private OnlinePublisher publisher() {
        return new OnlinePublisher(
                new MeteredProducer<>(
                        context.kafka().producer(context.groupOf(NAME) + "-" + context.instance()),
                        new StringSerializer(),
                        new ModelRecordSerializer(registry),
                        context.meters()),
                topics);
    }
}
