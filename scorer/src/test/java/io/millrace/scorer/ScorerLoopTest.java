package io.millrace.scorer;

import static io.millrace.scorer.Loans.ENCODER;
import static io.millrace.scorer.LoopRig.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.Prediction;
import io.millrace.schemas.Rejected;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScorerLoopTest {
    @Test
    void shouldGiveEveryVectorExactlyOnePrediction() {
        LoopRig rig = new LoopRig();
        rig.champions.champion(model(4, ENCODER, 0.9f));
        rig.started();
        for (int i = 0; i < 10; i++) {
            rig.arrive(i % 2, "r" + i, ENCODER, i, 0);
        }

        rig.turnAndCommit();
        rig.turnAndCommit();

        assertThat(rig.predictions())
                .extracting(Prediction::getId)
                .containsExactlyInAnyOrder("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9");
        assertThat(rig.predictions()).allSatisfy(prediction -> {
            assertThat(prediction.getModelVersion()).isEqualTo(4);
            assertThat(prediction.getLabel()).isEqualTo("A");
            assertThat(prediction.getConfidence()).isEqualTo((double) 0.9f);
            assertThat(prediction.getProbabilities()).containsEntry("A", 0.9f).containsEntry("B", 1 - 0.9f);
            assertThat(prediction.getEncoderFingerprint()).isEqualTo(ENCODER);
            assertThat(prediction.getEventTime().toEpochMilli()).isEqualTo(5);
            assertThat(prediction.getScoredAt()).isEqualTo(LoopRig.START);
            assertThat(prediction.getColdStart()).isFalse();
            assertThat(prediction.getShadow()).isFalse();
        });
        assertThat(rig.counted("vectors")).isEqualTo(10);
        assertThat(rig.counted("predictions")).isEqualTo(10);
    }

    @Test
    void shouldKeepKeyTimestampAndHeadersOfTheRecord() {
        LoopRig rig = new LoopRig().started();
        rig.arrive(1, "r1", ENCODER, 1, 2);

        rig.turnAndCommit();

        ProducerRecord<String, byte[]> message =
                rig.messages(Loans.TOPICS.predictions()).get(0);
        assertThat(message.key()).isEqualTo("r1");
        assertThat(message.timestamp()).isEqualTo(1_000);
        assertThat(message.headers().lastHeader("trace").value()).isEqualTo("r1".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldCommitPositionsInTheTransactionOfThePredictions() {
        LoopRig rig = new LoopRig().started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.arrive(0, "r2", ENCODER, 1, 2);
        rig.arrive(1, "r3", ENCODER, 1, 2);

        rig.loop.turn();
        assertThat(rig.producer.history()).isEmpty();
        assertThat(rig.producer.transactionInFlight()).isTrue();

        rig.now = rig.now.plusMillis(100);
        rig.loop.turn();
        assertThat(rig.producer.history()).hasSize(3);
        assertThat(rig.producer.commitCount()).isEqualTo(1);
        assertThat(rig.commits())
                .containsExactly(Map.of(
                        rig.features.partition(0), new OffsetAndMetadata(2),
                        rig.features.partition(1), new OffsetAndMetadata(1)));
    }

    @Test
    void shouldCommitMoreRarelyWhileMoreWaitsThanAPollBrings() {
        LoopRig rig = behind(7 * LoopRig.FULL_POLL);

        for (int turn = 0; turn < 4; turn++) {
            assertThat(rig.producer.commitCount()).isEqualTo(1);
            rig.loop.turn();
            rig.now = rig.now.plusMillis(100);
        }
        rig.loop.turn();
        assertThat(rig.producer.commitCount()).isEqualTo(2);
    }

    @Test
    void shouldCommitAsOftenAsEverOnceItHasCaughtUp() {
        LoopRig rig = behind(2 * LoopRig.FULL_POLL);

        rig.turnAndCommit();

        assertThat(rig.producer.commitCount()).isEqualTo(2);
        assertThat(rig.predictions()).hasSize(1 + 2 * LoopRig.FULL_POLL);
    }

    /** Has committed once, and so many vectors wait. */
    private static LoopRig behind(int vectors) {
        LoopRig rig = new LoopRig().started();
        rig.consumer.pollAtMost(LoopRig.FULL_POLL);
        rig.arrive(0, "r", ENCODER, 1, 2);
        rig.turnAndCommit();
        for (int i = 0; i < vectors; i++) {
            rig.arrive(0, "r" + i, ENCODER, i, 0);
        }
        return rig;
    }

    @Test
    void shouldCapTheRowsOfOneCall() {
        FakeModel fake = new FakeModel(2, 0.5f, 0.5f);
        LoopRig rig = new LoopRig();
        rig.champions.champion(model(1, ENCODER, fake));
        rig.started();
        for (int i = 0; i < 8; i++) {
            rig.arrive(0, "r" + i, ENCODER, i, 0);
        }

        rig.loop.turn();

        assertThat(fake.calls).containsExactly(3, 3, 2);
        assertThat(fake.firstValues).containsExactly(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f);
    }

    @Test
    void shouldLetVectorsWaitForOthersToShareTheirCall() {
        FakeModel fake = new FakeModel(2, 0.5f, 0.5f);
        LoopRig rig = LoopRig.waiting(Duration.ofMillis(5));
        rig.champions.champion(model(1, ENCODER, fake));
        rig.started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.onLook(2, () -> rig.arrive(1, "r2", ENCODER, 1, 2));
        rig.onLook(9, () -> rig.arrive(1, "too late", ENCODER, 1, 2));

        rig.loop.turn();

        assertThat(fake.calls).containsExactly(2);
    }

    @Test
    void shouldNotWaitOnceABatchIsFull() {
        FakeModel fake = new FakeModel(2, 0.5f, 0.5f);
        LoopRig rig = LoopRig.waiting(Duration.ofMillis(5));
        rig.champions.champion(model(1, ENCODER, fake));
        rig.started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.arrive(0, "r2", ENCODER, 1, 2);
        rig.arrive(0, "r3", ENCODER, 1, 2);
        rig.onLook(1, () -> rig.arrive(1, "next", ENCODER, 1, 2));

        rig.loop.turn();

        assertThat(fake.calls).containsExactly(3);
    }

    @Test
    void shouldScoreWhatWaitsBeforeItsPartitionGoes() {
        LoopRig rig = LoopRig.waiting(Duration.ofMillis(5));
        rig.champions.champion(model(1, ENCODER, 0.9f));
        rig.started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.arrive(1, "r2", ENCODER, 1, 2);
        rig.onLook(2, () -> rig.consumer.rebalance(List.of(rig.features.partition(0))));

        rig.loop.turn();

        assertThat(rig.predictions()).hasSize(2);
        assertThat(rig.commits())
                .containsExactly(Map.of(
                        rig.features.partition(0), new OffsetAndMetadata(1),
                        rig.features.partition(1), new OffsetAndMetadata(1)));
    }

    @Test
    void shouldSwapTheModelBetweenBatches() {
        FakeModel old = new FakeModel(2, 0.9f, 0.1f);
        LoopRig rig = new LoopRig();
        rig.champions.champion(model(1, ENCODER, old));
        rig.started();
        rig.arrive(0, "before", ENCODER, 1, 2);
        rig.turnAndCommit();

        rig.champions.champion(model(2, ENCODER, 0.2f));
        rig.arrive(0, "after", ENCODER, 1, 2);
        rig.turnAndCommit();

        assertThat(rig.predictions()).extracting(Prediction::getModelVersion).containsExactly(1L, 2L);
        assertThat(rig.predictions()).extracting(Prediction::getLabel).containsExactly("A", "B");
        assertThat(old.closed).isTrue();
        assertThat(rig.counted("model.swaps")).isEqualTo(2);
    }

    @Test
    void shouldFlagPredictionsOfThePriorAsColdStart() {
        LoopRig rig = new LoopRig().started();
        rig.arrive(0, "r1", ENCODER, 1, 2);

        rig.turnAndCommit();

        Prediction prediction = rig.predictions().get(0);
        assertThat(prediction.getColdStart()).isTrue();
        assertThat(prediction.getModelVersion()).isZero();
        assertThat(prediction.getLabel()).isEqualTo("B");
        assertThat(prediction.getConfidence()).isEqualTo(0.75);
        assertThat(rig.counted("predictions.cold.start")).isEqualTo(1);
    }

    @Test
    void shouldHaveTheChampionBeforeTheFirstVectorOfAnIncarnation() {
        LoopRig rig = new LoopRig();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.champions.champion(model(7, ENCODER, 0.9f));

        rig.started();
        rig.turnAndCommit();

        assertThat(rig.predictions()).extracting(Prediction::getModelVersion).containsExactly(7L);
    }

    @Test
    void shouldLetThePriorAnswerAnEncoderThatNoModelFitsUntilAChampionOfItTakesOver() {
        FakeModel old = new FakeModel(2, 0.9f, 0.1f);
        LoopRig rig = new LoopRig();
        rig.champions.champion(model(1, ENCODER, old));
        rig.started();
        rig.arrive(0, "fits", ENCODER, 1, 2);
        rig.arrive(0, "other", "encoder-2", 1, 2, 3);
        rig.arrive(0, "behind", ENCODER, 1, 2);
        rig.turnAndCommit();

        assertThat(rig.predictions()).extracting(Prediction::getId).containsExactly("fits", "other", "behind");
        assertThat(rig.predictions()).extracting(Prediction::getModelVersion).containsExactly(1L, 0L, 1L);
        assertThat(rig.predictions()).extracting(Prediction::getColdStart).containsExactly(false, true, false);
        assertThat(rig.predictions().get(1).getEncoderFingerprint()).isEqualTo("encoder-2");
        assertThat(rig.predictions().get(1).getConfidence()).isEqualTo(0.75);
        assertThat(old.firstValues).hasSize(2);
        assertThat(rig.champions.wanted).containsExactly("encoder-2");
        assertThat(rig.counted("predictions.cold.start")).isEqualTo(1);

        rig.champions.champion(model(2, "encoder-2", 0.1f));
        rig.arrive(0, "after", "encoder-2", 1, 2);
        rig.arrive(0, "late", ENCODER, 1, 2);
        rig.turnAndCommit();

        assertThat(rig.predictions()).extracting(Prediction::getModelVersion).containsExactly(1L, 0L, 1L, 2L, 1L);
        assertThat(rig.counted("predictions.cold.start")).isEqualTo(1);
    }

    @Test
    void shouldAskForNoModelWhereOneFits() {
        LoopRig rig = new LoopRig();
        rig.champions.champion(model(1, ENCODER, 0.9f));
        rig.started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.turnAndCommit();

        assertThat(rig.champions.wanted).isEmpty();
    }

    @Test
    void shouldScoreVectorsOfAnEarlierEncoderWithTheModelOfThatEncoder() {
        LoopRig rig = new LoopRig();
        rig.champions.champion(model(1, "encoder-0", 0.9f));
        rig.champions.champion(model(2, ENCODER, 0.1f));
        rig.started();
        rig.arrive(0, "new", ENCODER, 1, 2);
        rig.arrive(0, "old", "encoder-0", 1, 2);

        rig.turnAndCommit();

        assertThat(rig.predictions()).extracting(Prediction::getModelVersion).containsExactly(2L, 1L);
    }

    @Test
    void shouldLetTheChampionGoOnUnderAChangedDefinitionUntilAModelOfItTakesOver() {
        FakeModel old = new FakeModel(2, 0.9f, 0.1f);
        LoopRig rig = new LoopRig();
        rig.champions.champion(model(1, "encoder-0", old));
        rig.started();
        rig.arrive(0, Loans.vector("changed", ENCODER, List.of(Loans.other("encoder-0", 8, 9)), 1, 2, 3));
        rig.arrive(0, Loans.vector("refused by the old", ENCODER, 1, 2));
        rig.turnAndCommit();

        assertThat(rig.predictions()).extracting(Prediction::getModelVersion).containsExactly(1L, 0L);
        assertThat(rig.predictions()).extracting(Prediction::getColdStart).containsExactly(false, true);
        assertThat(rig.predictions())
                .extracting(Prediction::getEncoderFingerprint)
                .containsExactly("encoder-0", ENCODER);
        assertThat(old.firstValues).containsExactly(8f);

        rig.champions.champion(model(2, ENCODER, 0.1f));
        rig.arrive(0, Loans.vector("both", ENCODER, List.of(Loans.other("encoder-0", 8, 9)), 1, 2));
        rig.arrive(0, Loans.vector("new", ENCODER, 1, 2));
        rig.turnAndCommit();

        assertThat(rig.predictions()).extracting(Prediction::getModelVersion).containsExactly(1L, 0L, 2L, 2L);
    }

    @Test
    void shouldPreferTheChampionsEncoderWhereTheDefinitionIsChangedBack() {
        LoopRig rig = new LoopRig();
        rig.champions.champion(model(1, "encoder-0", 0.9f));
        rig.champions.champion(model(2, ENCODER, 0.1f));
        rig.started();
        rig.arrive(0, Loans.vector("back", "encoder-0", List.of(Loans.other(ENCODER, 1, 2)), 1, 2));
        rig.arrive(0, Loans.vector("without", "encoder-0", List.of(Loans.other("encoder-3", 1, 2)), 1, 2));
        rig.turnAndCommit();

        assertThat(rig.predictions()).extracting(Prediction::getModelVersion).containsExactly(2L, 1L);
    }

    @Test
    void shouldTakeWhatFitsWhereTheChampionsEncoderIsNotThere() {
        LoopRig rig = new LoopRig();
        rig.champions.champion(model(1, "encoder-0", 0.9f));
        rig.champions.champion(model(2, "encoder-3", 0.1f));
        rig.started();
        rig.arrive(
                0,
                Loans.vector(
                        "r", ENCODER, List.of(Loans.other("encoder-9", 1, 2), Loans.other("encoder-0", 1, 2)), 1, 2));
        rig.turnAndCommit();

        assertThat(rig.predictions()).extracting(Prediction::getModelVersion).containsExactly(1L);
    }

    @Test
    void shouldQuarantineWhatTheModelAnswersWithNoNumber() {
        LoopRig rig = new LoopRig();
        rig.champions.champion(model(3, ENCODER, new FakeModel(2, Float.NaN, 0.5f)));
        rig.started();
        rig.arrive(1, "r1", ENCODER, 1, 2);

        rig.turnAndCommit();

        assertThat(rig.predictions()).isEmpty();
        Rejected rejected = rig.quarantined().get(0);
        assertThat(rejected.getId()).isEqualTo("r1");
        assertThat(rejected.getStage()).isEqualTo("score");
        assertThat(rejected.getReason()).isEqualTo("bad-output");
        assertThat(rejected.getOriginalTopic())
                .isEqualTo(Loans.TOPICS.features().name());
        assertThat(rejected.getOriginalPartition()).isEqualTo(1);
        assertThat(rejected.getOriginalOffset()).isZero();
        assertThat(rejected.getOriginalValue())
                .isEqualTo(
                        ByteBuffer.wrap(rig.loans.bytes(Loans.TOPICS.features(), Loans.vector("r1", ENCODER, 1, 2))));
        assertThat(rig.commits()).hasSize(1);
        assertThat(rig.counted("vectors")).isEqualTo(1);
        assertThat(rig.counted("quarantined")).isEqualTo(1);
    }

    @Test
    void shouldQuarantineWhatIsNoVectorOrOfAnotherLength() {
        LoopRig rig = new LoopRig();
        rig.champions.champion(model(3, ENCODER, 0.5f));
        rig.started();
        rig.arrive(0, "garbage", new byte[] {1, 2, 3});
        rig.arrive(0, "nothing", (byte[]) null);
        rig.arrive(0, "long", ENCODER, 1, 2, 3);
        rig.arrive(0, "good", ENCODER, 1, 2);

        rig.turnAndCommit();

        assertThat(rig.quarantined()).extracting(Rejected::getId).containsExactly("garbage", "nothing", "long");
        assertThat(rig.quarantined()).extracting(Rejected::getReason).containsOnly("malformed");
        assertThat(rig.predictions()).extracting(Prediction::getId).containsExactly("good");
    }

    @Test
    void shouldQuarantineInfiniteAnswersAndCountThem() {
        LoopRig rig = new LoopRig();
        rig.champions.champion(model(3, ENCODER, new FakeModel(2, 0.5f, Float.NEGATIVE_INFINITY)));
        rig.started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.arrive(1, "r2", ENCODER, 1, 2);
        rig.turnAndCommit();
        rig.champions.champion(model(4, ENCODER, 0.5f));
        rig.arrive(0, "r3", ENCODER, 1, 2);
        rig.turnAndCommit();

        assertThat(rig.quarantined()).extracting(Rejected::getReason).containsExactly("bad-output", "bad-output");
        assertThat(rig.predictions()).extracting(Prediction::getId).containsExactly("r3");
        assertThat(rig.counted("vectors")).isEqualTo(3);
        assertThat(rig.counted("quarantined")).isEqualTo(2);
        assertThat(rig.counted("predictions")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, 3_600})
    void shouldScoreAndCommitAsEverWhenSomebodySetsTheClock(long seconds) {
        LoopRig rig = LoopRig.waiting(Duration.ofMillis(5));
        rig.champions.champion(model(1, ENCODER, 0.9f));
        rig.started();
        rig.arrive(0, "before", ENCODER, 1, 2);
        rig.onLook(2, () -> rig.wall = Optional.of(LoopRig.START.plusSeconds(seconds)));
        rig.turnAndCommit();
        rig.arrive(0, "after", ENCODER, 1, 2);
        rig.turnAndCommit();

        assertThat(rig.predictions()).extracting(Prediction::getId).containsExactly("before", "after");
        assertThat(rig.predictions().get(1).getScoredAt()).isEqualTo(LoopRig.START.plusSeconds(seconds));
        assertThat(rig.producer.commitCount()).isEqualTo(2);
    }

    @Test
    void shouldScoreAgainFromTheCommittedPositionsWhereARebalanceEndsTheTransaction() {
        LoopRig rig = new LoopRig().started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.turnAndCommit();
        rig.arrive(0, "r2", ENCODER, 1, 2);
        rig.arrive(1, "r3", ENCODER, 1, 2);
        rig.producer.sendOffsetsToTransactionException = new CommitFailedException("the group has moved on");
        rig.turnAndCommit();
        assertThat(rig.producer.transactionAborted()).isTrue();

        rig.producer.sendOffsetsToTransactionException = null;
        rig.turnAndCommit();

        assertThat(rig.predictions()).extracting(Prediction::getId).containsExactlyInAnyOrder("r1", "r2", "r3");
        assertThat(rig.counted("vectors")).isEqualTo(3);
    }

    @Test
    void shouldCommitWhatWasScoredOfAPartitionBeforeItGoes() {
        LoopRig rig = new LoopRig().started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.arrive(1, "r2", ENCODER, 1, 2);
        rig.loop.turn();
        assertThat(rig.producer.history()).isEmpty();

        rig.consumer.rebalance(List.of(rig.features.partition(0)));

        assertThat(rig.predictions()).hasSize(2);
        assertThat(rig.producer.commitCount()).isEqualTo(1);
    }

    @Test
    void shouldAskForANewIncarnationWhenFencedAndCommitNothingMore() {
        LoopRig rig = new LoopRig().started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.loop.turn();
        rig.producer.commitTransactionException = new KafkaException(
                "the transaction is in an error state", new ProducerFencedException("a successor has come"));
        rig.now = rig.now.plusMillis(100);

        assertThatThrownBy(rig.loop::turn)
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("a successor has come");

        rig.producer.commitTransactionException = null;
        rig.loop.close();
        assertThat(rig.producer.history()).isEmpty();
        assertThat(rig.producer.closed()).isTrue();
        assertThat(rig.counted("vectors")).isZero();
    }

    @Test
    void shouldNotRetryWhatANewIncarnationWouldOnlyMeetAgain() {
        LoopRig rig = new LoopRig().started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.loop.turn();
        rig.producer.commitTransactionException = new TopicAuthorizationException("not yours");
        rig.now = rig.now.plusMillis(100);

        assertThatThrownBy(rig.loop::turn).isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void shouldFinishWhatIsInFlightAndFreeEverythingOnClose() {
        FakeModel fake = new FakeModel(2, 0.5f, 0.5f);
        LoopRig rig = new LoopRig();
        rig.champions.champion(model(1, ENCODER, fake));
        rig.started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.loop.turn();

        rig.loop.close();

        assertThat(rig.predictions()).hasSize(1);
        assertThat(fake.closed).isTrue();
        assertThat(rig.champions.open).isFalse();
        assertThat(rig.consumer.closed()).isTrue();
        assertThat(rig.producer.closed()).isTrue();
    }

    @Test
    void shouldBeReadyOnceItHasItsPartitions() {
        LoopRig rig = new LoopRig();
        rig.loop.turn();
        assertThat(rig.ready).isFalse();
        rig.started();
        assertThat(rig.ready).isTrue();
    }

    @Test
    void shouldWritePredictionsBeforePositionsWhereAtLeastOnceIsAskedFor() {
        LoopRig rig = new LoopRig(AtLeastOnceOutbox::new).started();
        rig.arrive(0, "r1", ENCODER, 1, 2);

        rig.turnAndCommit();

        assertThat(rig.predictions()).hasSize(1);
        assertThat(rig.producer.transactionInitialized()).isFalse();
        assertThat(rig.consumer.committed(Set.of(rig.features.partition(0))))
                .containsEntry(rig.features.partition(0), new OffsetAndMetadata(1));
    }

    @Test
    void shouldNotCommitPositionsOfPredictionsThatWereNotWritten() {
        LoopRig rig = new LoopRig((producer, consumer) -> {
            MockProducer<String, byte[]> failing =
                    new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                        @Override
                        public synchronized Future<RecordMetadata> send(
                                ProducerRecord<String, byte[]> message, Callback callback) {
                            callback.onCompletion(null, new NetworkException("the broker is gone"));
                            return super.send(message, (written, e) -> {});
                        }
                    };
            return new AtLeastOnceOutbox(failing, consumer);
        });
        rig.started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.loop.turn();
        rig.now = rig.now.plusMillis(100);

        assertThatThrownBy(rig.loop::turn).hasRootCauseInstanceOf(RetriableException.class);
        assertThat(rig.consumer.committed(Set.of(rig.features.partition(0)))).isEmpty();
    }

    @Test
    void shouldGoOnScoringWhileACommitIsUnderWay() {
        MockProducer<String, byte[]> slow = slow();
        LoopRig rig = new LoopRig((producer, consumer) -> new AtLeastOnceOutbox(slow, consumer)).started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.turnAndCommit();
        rig.arrive(0, "r2", ENCODER, 1, 2);
        rig.loop.turn();
        assertThat(slow.history()).hasSize(2);
        assertThat(committed(rig)).isEmpty();
        assertThat(rig.counted("vectors")).isZero();

        slow.completeNext();
        rig.loop.turn();
        assertThat(committed(rig)).containsEntry(rig.features.partition(0), new OffsetAndMetadata(1));
        assertThat(rig.counted("vectors")).isEqualTo(1);
    }

    @Test
    void shouldHaveCommittedAllBeforePartitionsGo() {
        LoopRig rig = new LoopRig((producer, consumer) -> new AtLeastOnceOutbox(slow(), consumer)).started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.turnAndCommit();
        rig.arrive(0, "r2", ENCODER, 1, 2);
        rig.loop.turn();
        assertThat(committed(rig)).isEmpty();

        rig.consumer.rebalance(List.of(rig.features.partition(0)));

        assertThat(committed(rig)).containsEntry(rig.features.partition(0), new OffsetAndMetadata(2));
        assertThat(rig.counted("vectors")).isEqualTo(2);
    }

    @Test
    void shouldNotCommitWhereAPredictionIsLostWhileTheCommitIsUnderWay() {
        MockProducer<String, byte[]> slow = slow();
        LoopRig rig = new LoopRig((producer, consumer) -> new AtLeastOnceOutbox(slow, consumer)).started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.turnAndCommit();
        slow.errorNext(new NetworkException("the broker is gone"));

        assertThatThrownBy(rig.loop::turn).hasRootCauseInstanceOf(RetriableException.class);
        assertThat(committed(rig)).isEmpty();
        assertThat(rig.counted("vectors")).isZero();
    }

    @Test
    void shouldNotWaitForACommitOnceTheLoopHasFailed() {
        MockProducer<String, byte[]> slow = slow();
        LoopRig rig = new LoopRig((producer, consumer) -> new AtLeastOnceOutbox(slow, consumer)).started();
        rig.arrive(0, "r1", ENCODER, 1, 2);
        rig.turnAndCommit();
        rig.consumer.setPollException(new KafkaException("the broker is gone"));

        assertThatThrownBy(rig.loop::turn).isInstanceOf(KafkaException.class);
        rig.loop.close();

        assertThat(slow.flushed()).isFalse();
        assertThat(rig.counted("vectors")).isZero();
    }

    /** One that delivers when it is told to. */
    private static MockProducer<String, byte[]> slow() {
        return new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(LoopRig rig) {
        return rig.consumer.committed(Set.of(rig.features.partition(0)));
    }
}
