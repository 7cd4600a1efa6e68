package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.TrainingPhase;
import io.millrace.schemas.topics.Topics;
import io.millrace.trainer.candidates.Contest;
import io.millrace.trainer.candidates.FakeFamily;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainerLoopTest {
    private final Topics topics = Topics.of(Requests.PIPELINE);
    private final String topic = topics.retrainRequests().name();
    private final TopicPartition partition = new TopicPartition(topic, 0);
    private final Serializer<SpecificRecord> unused = (name, value) -> new byte[0];
    private final MockProducer<String, SpecificRecord> producer =
            new MockProducer<>(true, null, new StringSerializer(), unused);
    private final MockConsumer<String, RetrainRequest> consumer = new MockConsumer<>("earliest");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<TrainingPhase> told = new CopyOnWriteArrayList<>();
    private final FakeExamples examples = FakeExamples.later();
    private final Publisher publisher = new Publisher(producer, topics);
    private final TrainerLoop loop = loop(CompletableFuture.completedFuture(null));

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void shouldAnswerInOneTransactionWithTheOffset() {
        assign();
        ask(0, "r-0");
        examples.arrive();
        turnUntil(() -> producer.commitCount() == 1);

        assertThat(producer.history())
                .extracting(ProducerRecord::topic, ProducerRecord::key, ProducerRecord::timestamp)
                .containsExactly(
                        tuple("loans.model-chunks", "1/0", 5_000L),
                        tuple("loans.models", "1", 5_000L),
                        tuple("loans.model-references", "1", 5_000L));
        assertThat(producer.consumerGroupOffsetsHistory().get(0).values())
                .containsExactly(Map.of(partition, new OffsetAndMetadata(1)));
        assertThat(meters.counter("millrace.trainer.requests", "outcome", "candidate")
                        .count())
                .isEqualTo(1);
        assertThat(told)
                .containsExactly(
                        TrainingPhase.TAKEN,
                        TrainingPhase.READ,
                        TrainingPhase.TRAINED,
                        TrainingPhase.JUDGED,
                        TrainingPhase.ANSWERED);
    }

    @Test
    void shouldKeepPollingPausedWhileARequestIsInHand() {
        assign();
        ask(0, "r-0");
        loop.turn();
        ask(1, "r-1");
        loop.turn();
        loop.turn();

        assertThat(consumer.paused()).containsExactly(partition);
        assertThat(producer.commitCount()).isZero();

        examples.arrive();
        turnUntil(() -> producer.commitCount() == 2);
        assertThat(producer.consumerGroupOffsetsHistory().get(1).values())
                .containsExactly(Map.of(partition, new OffsetAndMetadata(2)));
    }

    @Test
    void shouldDropARequestThatGoesToAnotherTrainer() {
        assign();
        ask(0, "r-0");
        loop.turn();
        consumer.rebalance(List.of());
        examples.arrive();
        loop.turn();
        loop.turn();

        assertThat(producer.commitCount()).isZero();
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldStartOverWhereTheRequestWasLostWhileWriting() {
        assign();
        ask(0, "r-0");
        examples.arrive();
        producer.sendOffsetsToTransactionException = new CommitFailedException("another generation");

        assertThatThrownBy(() -> turnUntil(() -> false)).isInstanceOf(RetriableException.class);
        assertThat(producer.commitCount()).isZero();
        assertThat(producer.uncommittedRecords())
                .as("bytes and version, written by then")
                .isNotEmpty();
        assertThat(producer.history()).isEmpty();
        assertThat(told).doesNotContain(TrainingPhase.ANSWERED);
    }

    @Test
    void shouldStopWhereTheEngineCannotStart() {
        TrainerLoop broken = loop(CompletableFuture.failedFuture(new ServiceFailure("no GPU")));

        assertThatThrownBy(broken::turn).isInstanceOf(ServiceFailure.class).hasMessage("no GPU");
        broken.close();
    }

    private TrainerLoop loop(Future<?> warmUp) {
        Retraining retraining = new Retraining(
                Requests.PIPELINE,
                new FakeModels(),
                examples,
                () -> new Contest(List.of(new FakeFamily("fake", 0.75))),
                InstantSource.system(),
                (request, phase, done, line) -> told.add(phase));
        return new TrainerLoop(
                consumer,
                topic,
                publisher,
                retraining,
                warmUp,
                () -> {},
                meters,
                (request, phase, done, line) -> told.add(phase));
    }

    private void assign() {
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.setMaxPollRecords(1);
        consumer.rebalance(List.of(partition));
    }

    private void ask(long offset, String request) {
        consumer.addRecord(new ConsumerRecord<>(
                topic,
                0,
                offset,
                5_000L,
                TimestampType.CREATE_TIME,
                0,
                0,
                request,
                Requests.request(request, 0, 1, 10),
                new RecordHeaders(),
                Optional.empty()));
    }

    private void turnUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            loop.turn();
        }
    }
}
