package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.MetricsWindow;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Windows of a second, of three partitions. */
class WindowMergerTest {
    private static final int PARTITIONS = 3;

    private final Serde<PartitionShare> shares = EvaluateBytes.serde(PartitionShare::write, PartitionShare::read);
    private final Topic<MetricsWindow> metrics =
            Topics.of(EvaluateRun.pipeline()).metrics();
    private final AvroSerde<MetricsWindow> windows =
            AvroSerde.of(metrics, new SchemaRegistry("fake", new FakeRegistry()));
    private final TopologyTestDriver driver = new TopologyTestDriver(
            new Topology()
                    .addSource("shares", new StringDeserializer(), shares.deserializer(), "shares")
                    .addProcessor(
                            "merge",
                            WindowMerger.supplier(
                                    PARTITIONS,
                                    Duration.ofSeconds(1),
                                    new WindowMeters("loans", new SimpleMeterRegistry())),
                            "shares")
                    .addSink("metrics", metrics.name(), new StringSerializer(), windows, "merge"),
            Topologies.settings());
    private final TestInputTopic<String, PartitionShare> in =
            driver.createInputTopic("shares", new StringSerializer(), shares.serializer());
    private final TestOutputTopic<String, MetricsWindow> out =
            driver.createOutputTopic(metrics.name(), new StringDeserializer(), windows);

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldWaitUntilEveryPartitionIsThroughWithAWindow() {
        counted(0, 0, 5, 1_000);
        idle(1, 60_000);
        assertThat(written()).isEmpty();

        counted(2, 0, 7, 1_000);

        assertThat(written()).containsExactly("0: 12");
    }

    @Test
    void shouldWriteWindowsInTheOrderOfTimeHoweverFarPartitionsAreApart() {
        counted(0, 0, 1, 1_000);
        counted(0, 1_000, 2, 5_000);
        counted(1, 3_000, 4, 5_000);
        counted(2, 1_000, 8, 4_000);

        assertThat(written()).containsExactly("0: 1", "1000: 10", "3000: 4");
    }

    @Test
    void shouldCountInTheNextWindowWhatComesForOneThatIsWritten() {
        idle(1, 1_000);
        idle(2, 1_000);
        counted(0, 0, 1, 1_000);
        assertThat(written()).containsExactly("0: 1");

        counted(1, 0, 2, 2_000);
        assertThat(written()).isEmpty();
        idle(0, 2_000);
        idle(2, 2_000);

        assertThat(written()).containsExactly("1000: 2");
    }

    @Test
    void shouldWriteNothingOfAWindowWithoutOutcomes() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            idle(partition, 90_000);
        }
        assertThat(written()).isEmpty();
    }

    @Test
    void shouldWaitForAPartitionThatFallsBack() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            idle(partition, 9_000);
        }
        idle(1, 2_000); // its clock was wrong
        counted(0, 5_000, 1, 9_000);
        assertThat(written()).isEmpty();
        idle(1, 9_000);
        assertThat(written()).containsExactly("5000: 1");
    }

    private void counted(int partition, long from, int outcomes, long reached) {
        Tallied tallied = new Tallied(Span.of(from, 1_000));
        for (int i = 0; i < outcomes; i++) {
            tallied.add(EvaluateRun.outcome(1, "yes", "yes"), "");
        }
        in.pipeInput("all", new PartitionShare(partition, tallied, reached));
    }

    private void idle(int partition, long reached) {
        in.pipeInput("all", new PartitionShare(partition, new Tallied(new Span(0, 0)), reached));
    }

    private List<String> written() {
        return out.readKeyValuesToList().stream()
                .filter(record -> record.key.equals(Topics.CHAMPION))
                .map(record -> record.value.getFrom().toEpochMilli() + ": " + record.value.getOutcomes())
                .toList();
    }
}
