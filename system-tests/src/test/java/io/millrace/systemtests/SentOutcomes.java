package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.MetricsWindow;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Outcomes as the join would write them, and what is said of them on the metrics topic. */
final class SentOutcomes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Topic<Outcome> topic;
    private final AvroSerde<Outcome> serde;
    private final CommittedTopic<MetricsWindow> windows;
    private final KafkaProducer<String, byte[]> producer;
    private final Random random;
    private long sent;
    private long correct;

    SentOutcomes(KafkaConnection kafka, Topics topics, Random random) {
        this.topic = topics.outcomes();
        this.serde = AvroSerde.of(topic, kafka.registry());
        this.windows = new CommittedTopic<>(kafka, topics.metrics());
        this.producer = new KafkaProducer<>(kafka.producer(), new StringSerializer(), new ByteArraySerializer());
        this.random = random;
    }

    void send(int count) {
        for (int i = 0; i < count; i++) {
            Outcome outcome = outcome("outcome-" + sent, random.nextInt(4) > 0);
            producer.send(new ProducerRecord<>(topic.name(), outcome.getId(), serde.serialize(topic.name(), outcome)));
            sent++;
            correct += outcome.getCorrect() ? 1 : 0;
        }
        producer.flush();
    }

    private Outcome outcome(String id, boolean right) {
        Instant now = Instant.now();
        return new Outcome(
                id,
                (long) random.nextInt(2),
                "f00d",
                now,
                now,
                now,
                "good",
                right ? "good" : "bad",
                right,
                0.5,
                0.6,
                false,
                0L,
                null);
    }

    /** Whether each of them is counted in one window, of all partitions, and in one of the version that had answered. */
    void checkWindows() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(sum(true, MetricsWindow::getOutcomes)).isGreaterThanOrEqualTo(sent));
        ToLongFunction<MetricsWindow> right = window -> window.getCounts().getOrDefault("correct", 0L);
        assertThat(sum(true, MetricsWindow::getOutcomes)).isEqualTo(sent);
        assertThat(sum(true, right)).isEqualTo(correct);
        assertThat(sum(false, MetricsWindow::getOutcomes)).isEqualTo(sent);
        assertThat(sum(false, right)).isEqualTo(correct);
    }

    private long sum(boolean ofChampion, ToLongFunction<MetricsWindow> of) {
        return windows.records().stream()
                .filter(window -> ofChampion == (window.getModelVersion() == -1))
                .mapToLong(of)
                .sum();
    }

    @Override
    public void close() {
        producer.close();
    }
}
