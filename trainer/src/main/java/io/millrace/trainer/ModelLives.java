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
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes the loop that keeps the models' life from what a service is given. */
final class ModelLives {
    static final String NAME = "life";

    private final ServiceContext context;
    private final Topics topics;
    private final SchemaRegistry registry;

    ModelLives(ServiceContext context) {
        this.context = context;
        this.topics = context.topics();
        this.registry = context.kafka().registry();
    }

    LoopService.Loop loop(Runnable ready) {
        Consumer<String, byte[]> versions = consumer(context.kafka().consumer());
        Consumer<String, byte[]> examples = consumer(context.kafka().consumer());
        Models models = Trainer.models(context, registry);
        return new LifeLoop(
                consumer(context.kafka().consumer(context.groupOf(NAME))),
                topics.modelRequests().name(),
                new OwnRecords<>(topics.modelRequests(), registry),
                new ModelShelf(
                        topics,
                        versions,
                        new OwnRecords<>(topics.models(), registry),
                        new OwnRecords<>(topics.modelRevisions(), registry),
                        new OwnRecords<>(topics.modelLives(), registry)),
                new LiveExamples(topics.examples().name(), examples, new OwnRecords<>(topics.examples(), registry)),
                models,
                new LifePublisher(producer(), topics, models),
                context.pipeline().promotion(),
                InstantSource.system(),
                ready,
                List.of(versions, examples));
    }

    private Consumer<String, byte[]> consumer(Map<String, Object> settings) {
        return new MeteredConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer(), context.meters());
    }

    private Producer<String, SpecificRecord> producer() {
        return new MeteredProducer<>(
                context.kafka().producer(context.groupOf(NAME) + "-" + context.instance()),
                new StringSerializer(),
                new ModelRecordSerializer(registry),
                context.meters());
    }
}
