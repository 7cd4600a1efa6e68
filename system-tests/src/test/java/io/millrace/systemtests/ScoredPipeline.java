package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.features.Encoder;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.topics.Topics;
import io.millrace.scorer.Scorer;
import io.millrace.systemtests.DirtyRecords.Sale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** A pipeline of one delivery guarantee whose vectors come ready-made, every fiftieth of them none, and what is asked of its scorers. */
final class ScoredPipeline {
    private static final int RATE = 300;
    private static final int POISONED = 50;
    private static final String POISON = "poison-";
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final Path directory;
    private final KafkaConnection kafka;
    private final String delivery;
    private final PipelineDefinition definition;
    private final Topics topics;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private int scorers;

    /**
     * @param delivery names the pipeline too
     * @param replication copies of each topic
     */
    ScoredPipeline(Path directory, KafkaConnection kafka, String delivery, int replication) throws IOException {
        this.directory = directory;
        this.kafka = kafka;
        this.delivery = delivery;
        String yaml = """
                name: %1$s
                task: binary-classification
                label: {classes: [a, b]}
                columns: [{name: x, type: numeric}]
                topics: {partitions: 3}
                delivery: %1$s
                """.formatted(delivery);
        Files.writeString(directory.resolve(delivery + ".yaml"), yaml);
        this.definition = PipelineReader.parse(yaml, delivery + ".yaml");
        this.topics = Topics.of(definition);
        TopicCreation.ensure(kafka, topics, replication);
    }

    PacedSender sender() {
        Encoder encoder = Encoder.of(definition);
        AvroSerde<FeatureVector> serde = AvroSerde.of(topics.features(), kafka.registry());
        List<Float> values = encoder.layout().slots().stream().map(slot -> 1f).toList();
        return new PacedSender(
                kafka,
                topics.features().name(),
                Stream.iterate(0, number -> number + 1)
                        .map(number -> arrival(number, encoder.fingerprint(), values, serde))
                        .iterator(),
                RATE);
    }

    private Sale arrival(int number, String encoder, List<Float> values, AvroSerde<FeatureVector> serde) {
        if (number % POISONED == 0) {
            return new Sale(POISON + number, new byte[] {(byte) number});
        }
        FeatureVector vector =
                new FeatureVector("vector-" + number, encoder, Instant.now(), values, 0, 0, null, List.of());
        return new Sale(vector.getId(), serde.serialize(topics.features().name(), vector));
    }

    /** A scorer that can be killed, on the state that its predecessor of that name left. */
    MillraceProcess process(String name) throws IOException {
        return MillraceProcess.startBriefly(
                directory.resolve(delivery + "-" + name + ".log"),
                directory,
                "up",
                "--services=scorer",
                "--pipeline=" + delivery + ".yaml",
                "--bootstrap-servers=" + kafka.bootstrapServers(),
                "--schema-registry=" + kafka.schemaRegistry(),
                "--data-dir=" + delivery);
    }

    /** One in this process, that has started. */
    Service scorer() {
        Path state = directory.resolve(delivery + "-" + scorers++);
        Service service = Scorer.service(new ServiceContext(definition, kafka, state, meters));
        service.start();
        return service;
    }

    /** Waits until the scorers in this process have answered so many vectors more; the one given must not fail meanwhile. */
    void awaitMore(int vectors, Service scorer) throws InterruptedException {
        long enough = counted("vectors") + vectors;
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (counted("vectors") < enough) {
            assertThat(scorer.health().isFailed()).as(scorer.health().reason()).isFalse();
            assertThat(System.nanoTime())
                    .as("%s answers no more: %s", delivery, scorer.health())
                    .isLessThan(end);
            Thread.sleep(100);
        }
    }

    /** How often the scorers in this process have shared out the partitions anew. */
    double rebalances() {
        return meters.find("kafka.consumer.coordinator.rebalance.total").functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    /** What the scorers in this process have counted until now. */
    long counted(String what) {
        return Math.round(meters.get("millrace.scorer." + what).counter().count());
    }

    /**
     * Waits until all that was sent is answered: each vector by a prediction, what is none by a quarantine entry.
     *
     * @param exactly whether each may be answered once only
     */
    void check(List<Sale> sent, boolean exactly) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (new HashSet<>(answered()).size() < sent.size() && System.nanoTime() < end) {
            Thread.sleep(500);
        }
        List<String> predicted = predicted();
        List<String> refused = refused();
        System.out.printf(
                "%s: %d sent, %d predictions, %d in quarantine%n",
                delivery, sent.size(), predicted.size(), refused.size());
        assertThat(new HashSet<>(predicted)).as(delivery).isEqualTo(new HashSet<>(ids(sent, false)));
        assertThat(new HashSet<>(refused)).as(delivery).isEqualTo(new HashSet<>(ids(sent, true)));
        if (exactly) {
            assertThat(predicted.size() + refused.size()).as("each once").isEqualTo(sent.size());
        }
    }

    /**
     * After the scorers have ended, all of them in this process.
     *
     * @param exactly whether each may be counted once only
     */
    void checkCounters(List<Sale> sent, boolean exactly) {
        assertThat(counted("vectors")).as(delivery).isEqualTo(counted("predictions") + counted("quarantined"));
        if (exactly) {
            assertThat(counted("predictions")).isEqualTo(ids(sent, false).size());
            assertThat(counted("quarantined")).isEqualTo(ids(sent, true).size());
        }
    }

    private static List<String> ids(List<Sale> sent, boolean poison) {
        return sent.stream()
                .map(Sale::id)
                .filter(id -> id.startsWith(POISON) == poison)
                .toList();
    }

    private List<String> answered() {
        return Stream.concat(predicted().stream(), refused().stream()).toList();
    }

    private List<String> refused() {
        List<Rejected> aside = new CommittedTopic<>(kafka, topics.quarantine()).records();
        assertThat(aside).extracting(Rejected::getReason).allMatch("malformed"::equals);
        return aside.stream().map(Rejected::getId).toList();
    }

    private List<String> predicted() {
        return new CommittedTopic<>(kafka, topics.predictions())
                .records().stream().map(Prediction::getId).toList();
    }
}
