package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.runtime.Health;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Service;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema registry is gone for a while: who is at work does without it, who starts waits for it or says why it does not. */
class RegistryDownIT {
    private static final int SOME_VECTORS = 1_000;
    private static final int RATE = 200;
    private static final int PARTITIONS = 3;
    private static final long SEED = 17;
    private static final long PATIENCE_MILLIS = 120_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void shouldGoOnScoringAndStartAnotherOnceTheRegistryIsBack(String delivery) throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY);
                SwitchedRegistry registry = new SwitchedRegistry(cluster.bootstrapServers())) {
            KafkaConnection kafka = new KafkaConnection(cluster.bootstrapServers(), registry.url(), Map.of());
            ScoredPipeline pipeline = new ScoredPipeline(directory, kafka, delivery, 1);
            try (PacedSender sender = pipeline.sender()) {
                try (Service first = pipeline.scorer()) {
                    withdraw(registry, pipeline, first);
                    double rebalances = pipeline.rebalances();
                    assertThat(rebalances).isPositive();
                    try (Service second = pipeline.scorer()) {
                        await(second, health -> health.reason().contains("the schema registry at " + registry.url()));
                        pipeline.awaitMore(SOME_VECTORS, first);
                        assertThat(first.health()).isEqualTo(Health.ready());
                        assertThat(second.health().state()).isEqualTo(Health.State.STARTING);
                        assertThat(pipeline.rebalances())
                                .as("nothing was taken from the first")
                                .isEqualTo(rebalances);
                        first.close();
                        registry.on();
                        pipeline.check(sender.stop(), delivery.equals("exactly-once"));
                        assertThat(second.health()).isEqualTo(Health.ready());
                    }
                }
                pipeline.checkCounters(sender.stop(), delivery.equals("exactly-once"));
            }
        }
    }

    /** Who is at work does without it, a process that starts ends. */
    private void withdraw(SwitchedRegistry registry, ScoredPipeline pipeline, Service atWork) throws Exception {
        pipeline.awaitMore(SOME_VECTORS, atWork);
        registry.off();
        pipeline.awaitMore(SOME_VECTORS, atWork);
        checkEnds(pipeline.process("without-registry"), registry);
    }

    @Test
    void shouldEncodeEveryRecordOnceTheRegistryIsBack() throws Exception {
        PipelineDefinition sales = DirtyRecords.pipeline("sales", PARTITIONS);
        Files.writeString(directory.resolve("sales.yaml"), DirtyRecords.yaml("sales", PARTITIONS));
        Topics topics = Topics.of(sales);
        DirtyRecords records = new DirtyRecords(SEED);
        EncodeOracle oracle = new EncodeOracle(sales, Map.of());
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY);
                SwitchedRegistry registry = new SwitchedRegistry(cluster.bootstrapServers())) {
            KafkaConnection kafka = new KafkaConnection(cluster.bootstrapServers(), registry.url(), Map.of());
            TopicCreation.ensure(kafka, topics, 1);
            try (PacedSender sender = new PacedSender(
                            kafka,
                            topics.records().name(),
                            Stream.generate(records::next).iterator(),
                            RATE);
                    EncodeOutput output = new EncodeOutput(kafka, topics)) {
                try (MillraceProcess atWork = processors(kafka, "first")) {
                    output.await(SOME_VECTORS);
                    registry.off();
                    output.await(output.count() + SOME_VECTORS);
                    assertThat(atWork.isAlive()).as(atWork.said()).isTrue();
                }
                checkEnds(processors(kafka, "second"), registry);
                registry.on();
                try (MillraceProcess last = processors(kafka, "third")) {
                    sender.stop().forEach(oracle::sent);
                    output.await(sender.stop().size());
                    last.askToStop();
                    assertThat(last.endsWithin(PATIENCE_MILLIS)).isTrue();
                }
                output.readToTheEnd();
                oracle.check(output);
            }
        }
    }

    private MillraceProcess processors(KafkaConnection kafka, String name) throws IOException {
        return MillraceProcess.streamProcessors(directory.resolve(name + ".log"), directory, kafka, "data");
    }

    private static void checkEnds(MillraceProcess process, SwitchedRegistry registry) throws Exception {
        try (process) {
            assertThat(process.endsWithin(PATIENCE_MILLIS)).as(process.said()).isTrue();
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.said().strip().lines())
                    .singleElement()
                    .asString()
                    .contains("no schema registry answers at " + registry.url());
        }
    }

    private static void await(Service service, Predicate<Health> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!wanted.test(service.health())) {
            assertThat(System.nanoTime()).as("%s", service.health()).isLessThan(end);
            Thread.sleep(100);
        }
    }
}
