package io.millrace.trainer;

import io.millrace.runtime.LoopService;
import io.millrace.runtime.MeteredConsumer;
import io.millrace.runtime.MeteredProducer;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceGroup;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.TrainingProgress;
import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import io.millrace.trainer.candidates.Contest;
import io.millrace.trainer.nets.TrainingDevice;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trainer service: retrain requests in, model versions out. */
public final class Trainer {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
    private static final String NAME = "trainer";

    private final ServiceContext context;
    private final SchemaRegistry registry;
    private final CompletableFuture<TrainingDevice> device;

    private Trainer(ServiceContext context) {
        this.context = context;
        this.registry = context.kafka().registry();
        this.device =
                CompletableFuture.supplyAsync(this::startFamilies, work -> new Thread(work, "trainer-start").start());
    }

    /** A trainer that answers one request at a time, and keeps the models' life and learns online where no other does; not started. */
    public static Service service(ServiceContext context) {
        // there from the beginning, so that a rate over them is right
        Answer.OUTCOMES.forEach(outcome -> context.meters().counter(TrainerLoop.REQUESTS, "outcome", outcome));
        context.meters().counter(OnlineLoop.LEARNT);
        List<Service> loops = new ArrayList<>();
        loops.add(new LoopService(NAME, context, ready -> new Trainer(context).loop(ready)));
        loops.add(new LoopService(ModelLives.NAME, context, ready -> new ModelLives(context).loop(ready)));
        if (context.pipeline().training().online().enabled()) {
            loops.add(new LoopService(OnlineLearning.NAME, context, ready -> new OnlineLearning(context).loop(ready)));
        }
        return new ServiceGroup(loops);
    }

    private TrainingDevice startFamilies() {
        TrainingDevice started = Families.start(context.pipeline().training());
        LOG.info("trains on {} ({})", started.name(), started.choice());
        return started;
    }

    private LoopService.Loop loop(Runnable ready) {
        Publisher publisher = new Publisher(new Clients(context, registry).producer(NAME), context.topics());
        Progress progress = progress();
        return new TrainerLoop(
                requests(),
                context.topics().retrainRequests().name(),
                publisher,
                retraining(progress),
                device,
                ready,
                context.meters(),
                progress);
    }

    private Retraining retraining(Progress progress) {
        Training training = context.pipeline().training();
        KafkaModels models = models(context, registry);
        KafkaExamples examples = new ExampleWindows(context.pipeline(), context.kafka(), registry).examples(progress);
        Supplier<Contest> contest = () -> Families.contest(training, device.join());
        return new Retraining(context.pipeline(), models, examples, contest, InstantSource.system(), progress);
    }

    private Progress progress() {
        Topic<TrainingProgress> topic = context.topics().trainingProgress();
        Map<String, Object> settings = new HashMap<>(context.kafka().producer());
        settings.put("max.block.ms", 1_000); // training does not wait for it
        return new KafkaProgress(
                new MeteredProducer<>(
                        settings, new StringSerializer(), AvroSerde.of(topic, registry), context.meters()),
                topic.name(),
                InstantSource.system());
    }

    private Consumer<String, RetrainRequest> requests() {
        Map<String, Object> settings = new HashMap<>(context.kafka().consumer(context.groupOf(NAME)));
        settings.put("max.poll.records", 1); // one request at a time
        return new MeteredConsumer<>(
                settings,
                new StringDeserializer(),
                AvroSerde.of(context.topics().retrainRequests(), registry),
                context.meters());
    }

    static KafkaModels models(ServiceContext context, SchemaRegistry registry) {
        return new KafkaModels(
                context.topics(),
                reader(context, registry, context.topics().models()),
                reader(context, registry, context.topics().modelChunks()),
                reader(context, registry, context.topics().modelReferences()));
    }

    /** Such a consumer lives for seconds: too short to be watched. */
    private static <V extends SpecificRecord> Supplier<Consumer<String, V>> reader(
            ServiceContext context, SchemaRegistry registry, Topic<V> topic) {
        return () -> new KafkaConsumer<>(
                context.kafka().briefConsumer(), new StringDeserializer(), AvroSerde.of(topic, registry));
    }
}
