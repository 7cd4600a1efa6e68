package io.millrace.trainer;

import io.millrace.runtime.LoopService;
import io.millrace.runtime.OwnRecords;
import io.millrace.runtime.ServiceContext;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;

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
        Clients clients = new Clients(context, registry);
        Consumer<String, byte[]> reader = clients.reader();
        Consumer<String, byte[]> examples = clients.reader();
        return new OnlineLoop(
                clients.member(NAME),
                reader,
                topics,
                new OwnRecords<>(topics.models(), registry),
                new OwnRecords<>(topics.learnerStates(), registry),
                new LiveExamples(topics.examples().name(), examples, new OwnRecords<>(topics.examples(), registry)),
                new OnlinePublisher(clients.producer(NAME), topics),
                context.pipeline(),
                InstantSource.system(),
                context.meters().counter(OnlineLoop.LEARNT),
                ready,
                List.of(reader, examples));
    }
}
