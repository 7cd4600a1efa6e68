package io.millrace.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.ingest.streams.LoanApplications;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class BookTest {
    private static final long NOW = 1_700_000_000_000L;

    private final Topics topics = Topics.of(LoanApplications.definition());
    private final SchemaRegistry registry = new SchemaRegistry("http://registry", new MockSchemaRegistryClient());
    private Book book = new Book(topics, registry, Long.MIN_VALUE);

    @Test
    void shouldHoldWhereEveryRecordAndEveryVectorIsAnsweredOnce() {
        record("a", 0);
        record("b", 1);
        record("b", 2);
        vector("a");
        vector("b");
        quarantined("b", topics.records(), 2, "duplicate");
        prediction("a", false);
        prediction("a", true);
        prediction("b", false);
        outcome("a");

        assertThat(failures()).isEmpty();
        assertThat(report().json().get("quarantined").get("duplicate").asInt()).isEqualTo(1);
        assertThat(report().json().get("predictions").get("champion").asInt()).isEqualTo(2);
    }

    @Test
    void shouldCountWhatIsLostEvenWhereAnotherIsTwice() {
        record("a", 0);
        record("b", 1);
        vector("b");
        vector("b");
        prediction("b", false);
        prediction("b", false);

        assertThat(failures())
                .containsExactly(
                        "1 records became neither a feature vector nor a quarantine entry",
                        "1 feature vectors or quarantine entries too many");
    }

    @Test
    void shouldCountMissingAndSurplusPredictionsAndOutcomes() {
        for (String id : List.of("a", "b", "c")) {
            record(id, 0);
            vector(id);
        }
        prediction("a", false);
        prediction("a", false);
        prediction("b", false);
        outcome("b");
        outcome("b");

        assertThat(failures())
                .containsExactly(
                        "1 feature vectors have no prediction", "1 predictions too many", "1 outcomes too many");
        assertThat(Standing.of(book.balances()).examples()).hasSize(3);
    }

    @Test
    void shouldNotTakeACorrectionForAnOutcomeTooMany() {
        record("a", 0);
        vector("a");
        prediction("a", false);
        outcome("a");
        outcome("a", "rejected");
        outcome("a", "approved");

        assertThat(failures()).isEmpty();
        assertThat(report().json().get("outcomes").get("joined").asInt()).isEqualTo(1);
        assertThat(report().json().get("outcomes").get("corrected").asInt()).isEqualTo(2);
    }

    @Test
    void shouldTakeAVectorThatTheScorerQuarantinedForAnswered() {
        record("a", 0);
        vector("a");
        quarantined("a", topics.features(), 0, "bad-output");
        quarantined("a", topics.labels(), 0, "unknown-class");

        assertThat(failures()).isEmpty();
    }

    @Test
    void shouldLeaveOutWhatComesOfRecordsBehindTheSnapshot() {
        record("a", 0);
        book.close(Map.of(new TopicPartition(topics.records().name(), 0), 1L));
        vector("a");
        prediction("a", false);
        vector("later");
        prediction("later", false);
        quarantined("a", topics.records(), 1, "duplicate");

        assertThat(failures()).isEmpty();
    }

    @Test
    void shouldExplainASecondVectorByARecordBehindTheSnapshot() {
        record("a", 0);
        book.close(Map.of(new TopicPartition(topics.records().name(), 0), 1L));
        for (int i = 0; i < 2; i++) {
            vector("a");
            prediction("a", false);
        }
        assertThat(failures()).isNotEmpty();
        book.laterRecord(entry(topics.records(), "a", 1, new byte[0], NOW));
        book.laterRecord(entry(topics.records(), "a", 2, new byte[0], NOW));

        assertThat(failures()).isEmpty();
    }

    @Test
    void shouldCheckOnlyFromTheTimeOnThatEveryTopicStillHolds() {
        book = new Book(topics, registry, NOW);
        book.prediction(entry(topics.predictions(), "old", 0, prediction(false), NOW - 1));
        record("new", 0);
        vector("new");
        prediction("new", false);

        assertThat(failures()).isEmpty();
        Retained retained =
                new Retained(NOW, new TreeSet<>(Set.of(topics.records().name())));
        assertThat(new AuditReport(book, Standing.of(book.balances()), retained, Set.of())
                        .json()
                        .get("checkedFrom")
                        .asText())
                .isEqualTo("2023-11-14T22:13:20Z");
    }

    @Test
    void shouldNotTakeForeignBytesForPredictions() {
        book.prediction(entry(topics.predictions(), "a", 0, new byte[] {1, 2, 3}, NOW));

        assertThat(failures()).containsExactly("1 entries are not the records of their topics");
    }

    private void record(String id, long offset) {
        book.record(entry(topics.records(), id, offset, new byte[0], NOW));
    }

    private void vector(String id) {
        book.vector(entry(topics.features(), id, 0, new byte[0], NOW));
    }

    private void prediction(String id, boolean shadow) {
        book.prediction(entry(topics.predictions(), id, 0, prediction(shadow), NOW));
    }

    private void outcome(String id) {
        outcome(id, null);
    }

    private void outcome(String id, String corrects) {
        Instant now = Instant.ofEpochMilli(NOW);
        Outcome outcome =
                new Outcome(id, 1L, "f", now, now, now, "approved", "approved", true, 0.1, 0.9, false, 0L, corrects);
        byte[] bytes = AvroSerde.of(topics.outcomes(), registry)
                .serialize(topics.outcomes().name(), outcome);
        book.outcome(entry(topics.outcomes(), id, 0, bytes, NOW));
    }

    private void quarantined(String id, Topic<?> from, long offset, String reason) {
        Rejected rejected = new Rejected(
                id,
                "encode",
                reason,
                null,
                "",
                ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8)),
                null,
                List.of(),
                from.name(),
                0,
                offset,
                Instant.ofEpochMilli(NOW));
        byte[] bytes = AvroSerde.of(topics.quarantine(), registry)
                .serialize(topics.quarantine().name(), rejected);
        book.quarantined(entry(topics.quarantine(), id, 0, bytes, NOW));
    }

    private byte[] prediction(boolean shadow) {
        Instant now = Instant.ofEpochMilli(NOW);
        Prediction prediction = new Prediction(
                "", 1L, "f", now, now, "approved", 0.9, Map.of("approved", 0.9f), false, shadow, 0, false);
        return AvroSerde.of(topics.predictions(), registry)
                .serialize(topics.predictions().name(), prediction);
    }

    private List<String> failures() {
        return report().failures();
    }

    private AuditReport report() {
        Retained whole = new Retained(Long.MIN_VALUE, new TreeSet<>());
        return new AuditReport(book, Standing.of(book.balances()), whole, Set.of());
    }

    private static ConsumerRecord<byte[], byte[]> entry(
            Topic<?> topic, String id, long offset, byte[] value, long timestamp) {
        return new ConsumerRecord<>(
                topic.name(),
                0,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                id.length(),
                value.length,
                id.getBytes(StandardCharsets.UTF_8),
                value,
                new RecordHeaders(),
                java.util.Optional.empty());
    }
}
