package io.millrace.processors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.MetricsWindow;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The evaluate topology of one partition, with windows of a minute. The clock begins at {@link #START} and goes with the outcomes. */
final class EvaluateRun implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    final MeterRegistry meters = new SimpleMeterRegistry();
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, Outcome> outcomes;
    private final TestInputTopic<byte[], byte[]> raw;
    private final TestOutputTopic<String, MetricsWindow> windows;
    private Instant now = START;

    EvaluateRun() {
        SchemaRegistry registry = new SchemaRegistry("fake", new FakeRegistry());
        PipelineDefinition pipeline = pipeline();
        Topics topics = Topics.of(pipeline);
        driver = new TopologyTestDriver(
                EvaluateTopology.build(pipeline, registry, meters), Topologies.settings(), START);
        String from = topics.outcomes().name();
        outcomes = driver.createInputTopic(from, new StringSerializer(), AvroSerde.of(topics.outcomes(), registry));
        raw = driver.createInputTopic(from, new ByteArraySerializer(), new ByteArraySerializer());
        windows = driver.createOutputTopic(
                topics.metrics().name(), new StringDeserializer(), AvroSerde.of(topics.metrics(), registry));
    }

    static PipelineDefinition pipeline() {
        return PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: ['yes', 'no']}
                columns: [{name: age, type: numeric}]
                topics: {partitions: 1}
                """, "loans.yaml");
    }

    /** An outcome, and the clock at it. */
    void outcome(int second, long version, String predicted, String actual) {
        clockAt(second);
        late(second, version, predicted, actual);
    }

    /** An outcome at the time that the clock shows. */
    void late(int second, long version, String predicted, String actual) {
        send(second, outcome(version, predicted, actual));
    }

    void send(int second, Outcome outcome) {
        outcomes.pipeInput(outcome.getId(), outcome, START.plusSeconds(second));
    }

    void foreign(int second) {
        raw.pipeInput(new byte[] {1}, new byte[] {7, 7}, START.plusSeconds(second));
    }

    void clockAt(int second) {
        Instant then = START.plusSeconds(second);
        if (then.isAfter(now)) {
            driver.advanceWallClockTime(Duration.between(now, then));
            now = then;
        }
    }

    /** Seconds in which nothing comes. */
    void silence(int seconds) {
        for (int i = 0; i < seconds; i++) {
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
        now = now.plusSeconds(seconds);
    }

    List<TestRecord<String, MetricsWindow>> windows() {
        return windows.readRecordsToList();
    }

    /** What would be there after a crash. */
    PartitionWindow kept() {
        KeyValueStore<String, PartitionWindow> store = driver.getKeyValueStore(OutcomeCounter.STORE);
        return store.get("window");
    }

    static Outcome outcome(long version, String predicted, String actual) {
        return outcome(version, predicted, actual, 0.75, 0.25, null);
    }

    static Outcome number(long version, String predicted, String actual) {
        return outcome(version, predicted, actual, Double.NaN, 1, null);
    }

    static Outcome correction(long version, String predicted, String actual, String before) {
        return outcome(version, predicted, actual, 0.75, 0.25, before);
    }

    private static Outcome outcome(
            long version, String predicted, String actual, double confidence, double loss, String corrects) {
        return new Outcome(
                "id",
                version,
                "f00d",
                START,
                START,
                START,
                predicted,
                actual,
                predicted.equals(actual),
                loss,
                confidence,
                version == 0,
                0L,
                corrects);
    }

    @Override
    public void close() {
        driver.close();
    }
}
