package io.millrace.trainer;

import io.millrace.runtime.LoopService;
import io.millrace.runtime.OwnRecords;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;

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
        Clients clients = new Clients(context, registry);
        Consumer<String, byte[]> versions = clients.reader();
        Consumer<String, byte[]> examples = clients.reader();
        Models models = Trainer.models(context, registry);
        return new LifeLoop(
                clients.member(NAME),
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
                new LifePublisher(clients.producer(NAME), topics, models),
                context.pipeline(),
                InstantSource.system(),
                ready,
                List.of(versions, examples));
    }
}
