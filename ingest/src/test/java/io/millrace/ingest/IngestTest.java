package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.ingest.FakeKafka.Trouble;
import io.millrace.ingest.sources.CsvSource;
import io.millrace.ingest.sources.Item;
import io.millrace.ingest.sources.ItemReader;
import io.millrace.ingest.sources.RecordSource;
import io.millrace.ingest.streams.LabelledStream;
import io.millrace.ingest.streams.LoanApplications;
import io.millrace.ingest.streams.StreamPlan;
import io.millrace.runtime.Health;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.IngestPosition;
import io.millrace.schemas.Label;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.RegistryUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
    private static final PipelineDefinition LOANS = LoanApplications.definition();
    private static final KafkaConnection CONNECTION = new KafkaConnection("broker:9092", "http://registry", Map.of());
    private static final TimeoutException TIMEOUT = new TimeoutException("the broker does not answer");

    private final SettableClock clock = new SettableClock();
    private final LabelledStream source = LoanApplications.stream(new StreamPlan(2_000, 1, 100, 0.1));

    @TempDir
    private Path folder;

    @Test
    void shouldSendEveryItemOnceAndThePositionBehindItInTheSameTransaction() throws Exception {
        FakeKafka kafka = new FakeKafka(LOANS, commit -> Trouble.NONE, TIMEOUT);
        Progress end = run(kafka, source);
        assertThat(ids(kafka)).isEqualTo(ids(source));
        assertThat(end.finished()).isTrue();
        assertThat(end.records()).isEqualTo(2_000);
        assertThat(end.position()).isEqualTo(source.items());
        assertThat(end.labels()).isEqualTo(source.vectors(2_000));
        long position = 0;
        for (List<ProducerRecord<String, byte[]>> transaction : kafka.transactions()) {
            assertThat(transaction).hasSizeLessThanOrEqualTo(Transfer.MOST_ITEMS + 1);
            position += transaction.size() - 1;
            IngestPosition behind = kafka.position(transaction.get(transaction.size() - 1));
            assertThat(behind.getPosition()).isEqualTo(position);
            assertThat(behind.getFinished()).isEqualTo(position == source.items());
        }
    }

    @Test
    void shouldLoseNothingAndSendNothingTwiceWhateverCommitFails() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            FakeKafka kafka = new FakeKafka(LOANS, commit -> Trouble.values()[random.nextInt(3)], TIMEOUT);
            Progress end = run(kafka, source);
            assertThat(ids(kafka)).isEqualTo(ids(source));
            assertThat(end.finished()).isTrue();
            assertThat(kafka.producers).allMatch(FakeKafka.Flaky::closed);
        }
    }

    @Test
    void shouldGoOnFromTheCommittedPositionInANewProcess() throws Exception {
        FakeKafka kafka = new FakeKafka(LOANS, commit -> Trouble.NONE, TIMEOUT);
        CountDownLatch twice = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        Ingest first = ingest(kafka, source, progress -> {
            twice.countDown();
            if (twice.getCount() == 0) {
                await(goOn);
            }
        });
        first.start();
        await(twice);
        Thread closing = new Thread(first::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait(); // until it waits for the transaction to end
        }
        goOn.countDown();
        Progress stopped = first.done().get(10, TimeUnit.SECONDS);
        assertThat(stopped.finished()).isFalse();
        assertThat(stopped.position()).isEqualTo(2 * Transfer.MOST_ITEMS);
        assertThat(kafka.producers.get(0).transactionInFlight()).isFalse();
        assertThat(run(kafka, source).finished()).isTrue();
        assertThat(ids(kafka)).isEqualTo(ids(source));
    }

    @Test
    void shouldSendNothingOfASourceThatHasEnded() throws Exception {
        FakeKafka kafka = new FakeKafka(LOANS, commit -> Trouble.NONE, TIMEOUT);
        run(kafka, source);
        int transactions = kafka.transactions().size();
        Progress again = run(kafka, source);
        assertThat(again.finished()).isTrue();
        assertThat(again.records()).isZero();
        assertThat(again.position()).isEqualTo(source.items());
        assertThat(kafka.transactions()).hasSize(transactions);
    }

    @Test
    void shouldFailClearlyWhereAnotherProcessTookOver() {
        FakeKafka kafka = new FakeKafka(
                LOANS,
                commit -> commit == 1 ? Trouble.BEFORE_COMMIT_WHILE_ANOTHER_SENDS : Trouble.NONE,
                new ProducerFencedException("there is a newer producer"));
        kafka.another = () -> {
            try (Transfer other = kafka.transfer(source, clock)) {
                other.send(Transfer.MOST_ITEMS);
                other.send(Transfer.MOST_ITEMS);
            }
        };
        Ingest ingest = ingest(kafka, source, progress -> {});
        ingest.start();
        assertThatThrownBy(() -> ingest.done().get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(ServiceFailure.class)
                .hasMessage("cannot send " + source.name()
                        + ": another process sends it too and took over: let only one send it");
        ingest.close();
        assertThat(ingest.health().state()).isEqualTo(Health.State.FAILED);
        assertThat(ids(kafka)).isEqualTo(ids(source).subList(0, 3 * Transfer.MOST_ITEMS));
    }

    @Test
    void shouldGoOnWhereItWasFencedOffByNobodyElse() throws Exception {
        FakeKafka kafka = new FakeKafka(
                LOANS,
                commit -> commit == 1 ? Trouble.BEFORE_COMMIT : Trouble.NONE,
                new ProducerFencedException("the transaction took too long"));
        assertThat(run(kafka, source).finished()).isTrue();
        assertThat(ids(kafka)).isEqualTo(ids(source));
    }

    @Test
    void shouldGiveUpAfterAMinuteWithoutProgressAndSayWhere() {
        FakeKafka kafka = new FakeKafka(
                LOANS,
                commit -> {
                    clock.advanceMillis(10_000);
                    return Trouble.BEFORE_COMMIT;
                },
                new RegistryUnavailable("http://registry", new java.io.IOException("Connection refused")));
        Ingest ingest = ingest(kafka, source, progress -> {});
        ingest.start();
        assertThatThrownBy(() -> ingest.done().get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining(
                        "the schema registry at http://registry has not taken it for 60 seconds (Connection refused)")
                .hasMessageContaining("nothing is lost");
        ingest.close();
        assertThat(kafka.producers).hasSize(7);
        assertThat(kafka.transactions()).isEmpty();
    }

    @Test
    void shouldAbortTheTransactionWhereTheSourceIsBroken() throws Exception {
        PipelineDefinition pipeline = PipelineReader.parse("""
                name: p
                task: binary-classification
                label: {column: y, classes: [a, b]}
                columns: [{name: x, type: numeric}]
                """, "p.yaml");
        Path file = Files.writeString(folder.resolve("d.csv"), "x,y\n" + "1,a\n".repeat(700) + "1\n");
        FakeKafka kafka = new FakeKafka(pipeline, commit -> Trouble.NONE, TIMEOUT);
        Ingest ingest = ingest(kafka, CsvSource.of(file, pipeline), progress -> {});
        ingest.start();
        assertThatThrownBy(() -> ingest.done().get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(ServiceFailure.class)
                .hasMessageStartingWith(file + ":702: has 1 fields where the header has 2");
        ingest.close();
        assertThat(kafka.transactions()).hasSize(1);
        assertThat(kafka.producers.get(0).transactionAborted()).isTrue();
    }

    @Test
    void shouldStampRecordsAndLabelsWithTheTimeOfSending() throws Exception {
        FakeKafka kafka = new FakeKafka(LOANS, commit -> Trouble.NONE, TIMEOUT);
        run(kafka, source);
        assertThat(kafka.on(kafka.topics.records().name())).allMatch(record -> record.timestamp() == clock.millis());
        ProducerRecord<String, byte[]> sent =
                kafka.on(kafka.topics.labels().name()).findFirst().orElseThrow();
        Label label = AvroSerde.of(kafka.topics.labels(), kafka.registry).deserialize(sent.topic(), sent.value());
        assertThat(label.getId()).isEqualTo(sent.key());
        assertThat(label.getValue()).isIn("approved", "declined");
        assertThat(label.getLabelledAt()).isEqualTo(clock.instant());
    }

    private Progress run(FakeKafka kafka, RecordSource from) throws Exception {
        Ingest ingest = ingest(kafka, from, progress -> {});
        ingest.start();
        Progress end = ingest.done().get(30, TimeUnit.SECONDS);
        ingest.close();
        return end;
    }

    private Ingest ingest(FakeKafka kafka, RecordSource from, Consumer<Progress> listener) {
        return new Ingest(
                from.name(),
                () -> kafka.transfer(from, clock),
                new SendingFailure(from.name(), CONNECTION),
                new Ingest.Patience(Duration.ofSeconds(60), 0),
                0,
                listener,
                clock,
                new SimpleMeterRegistry());
    }

    /** Topic and id of everything that was committed, positions left out. */
    private static List<String> ids(FakeKafka kafka) {
        return kafka.transactions().stream()
                .flatMap(List::stream)
                .filter(record ->
                        !record.topic().equals(kafka.topics.ingestPositions().name()))
                .map(record -> record.topic() + " " + record.key())
                .toList();
    }

    private static List<String> ids(RecordSource source) {
        List<String> ids = new ArrayList<>();
        try (ItemReader reader = source.open(0)) {
            for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
                String topic = item.get() instanceof Item.Label ? "loans.labels " : "loans.records ";
                ids.add(topic + item.get().id());
            }
        }
        return ids;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
