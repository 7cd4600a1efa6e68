package io.millrace.scorer;

import static io.millrace.scorer.Loans.ENCODER;
import static io.millrace.scorer.LoopRig.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.Prediction;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ShadowLoopTest {
    private final ShadowRig rig = new ShadowRig();
    private Duration callTakes = Duration.ZERO;

    @Test
    void shouldAnswerWhatTheChampionHasAnswered() {
        LoopRig champion = new LoopRig();
        ShadowRig shadow = ShadowRig.of(champion);
        champion.champions.champion(model(4, ENCODER, 0.1f));
        champion.started();
        shadow.topics.publish(5, ModelStatus.SHADOW);
        shadow.loop.turn();
        champion.arrive(0, "r1", ENCODER, 1, 2);
        champion.arrive(1, "r2", ENCODER, 3, 4);

        champion.turnAndCommit();
        shadow.loop.turn();

        assertThat(champion.predictions())
                .extracting(Prediction::getModelVersion, Prediction::getLabel, Prediction::getShadow)
                .containsOnly(tuple(4L, "B", false))
                .hasSize(2);
        assertThat(shadow.predictions()).extracting(Prediction::getId).containsExactlyInAnyOrder("r1", "r2");
        assertThat(shadow.predictions()).allSatisfy(prediction -> {
            assertThat(prediction.getModelVersion()).isEqualTo(5);
            assertThat(prediction.getLabel()).isEqualTo("A");
            assertThat(prediction.getConfidence()).isEqualTo((double) 0.7f);
            assertThat(prediction.getEncoderFingerprint()).isEqualTo(ENCODER);
            assertThat(prediction.getColdStart()).isFalse();
            assertThat(prediction.getShadow()).isTrue();
        });
        ProducerRecord<String, byte[]> message = shadow.producer.history().get(0);
        assertThat(message.topic()).isEqualTo("loans.shadow-predictions");
        assertThat(message.timestamp()).isEqualTo(1_000);
        assertThat(message.headers().lastHeader("trace").value())
                .isEqualTo(message.key().getBytes(StandardCharsets.UTF_8));
        assertThat(shadow.counted("predictions")).isEqualTo(2);
        assertThat(shadow.counted("skipped")).isZero();
    }

    @Test
    void shouldAskForNothingWithoutAShadow() {
        rig.topics.publish(1, ModelStatus.CHAMPION);
        rig.topics.publish(2, ModelStatus.CANDIDATE);
        rig.topics.publish(3, ModelStatus.REJECTED);

        rig.loop.turn();

        assertThat(rig.ready).isTrue();
        assertThat(rig.feed.isWanted()).isFalse();
        assertThat(rig.topics.opened).isEmpty();
    }

    @Test
    void shouldEndWithThePromotionOfTheShadow() {
        shadow(5);
        rig.feed.offer(rig.polled("r1"));
        rig.loop.turn();

        rig.topics.publish(5, ModelStatus.CHAMPION);
        rig.feed.offer(rig.polled("r2", "r3"));
        rig.lookAndTurn();

        assertThat(rig.predictions()).extracting(Prediction::getId).containsExactly("r1");
        assertThat(rig.feed.isWanted()).isFalse();
        assertThat(rig.topics.opened).hasSize(1).allMatch(model -> model.closed);
        assertThat(rig.counted("skipped")).isEqualTo(2);
    }

    @Test
    void shouldTakeTheNewestShadow() {
        shadow(5);
        rig.topics.publish(6, ModelStatus.SHADOW);
        rig.feed.offer(rig.polled("r1"));
        rig.lookAndTurn();

        assertThat(rig.predictions()).extracting(Prediction::getModelVersion).containsExactly(6L);
        assertThat(rig.topics.opened).extracting(model -> model.closed).containsExactly(true, false);
    }

    @Test
    void shouldTakeTheRevisionsOfAShadowThatLearnsOnOnceTheirBytesAreThere() {
        shadow(5);
        rig.topics.announce(5, 1, ModelStatus.SHADOW);
        rig.lookAndTurn();
        assertThat(rig.topics.opened).as("the one before goes on").hasSize(1).noneMatch(model -> model.closed);
        assertThat(rig.counted("models.refused")).isZero();

        rig.topics.write(5, 1);
        rig.lookAndTurn();

        assertThat(rig.topics.opened).extracting(model -> model.closed).containsExactly(true, false);
        assertThat(rig.feed.isWanted()).isTrue();
    }

    @Test
    void shouldLeaveTheChampionAloneHoweverLittleTheShadowManages() {
        LoopRig champion = new LoopRig();
        champion.champions.champion(model(4, ENCODER, 0.1f));
        champion.started();
        champion.shadows.want(true);
        for (int poll = 0; poll < 10; poll++) {
            champion.arrive(0, "r" + poll, ENCODER, 1, 2);
            champion.turnAndCommit();
        }

        assertThat(champion.predictions()).hasSize(10);
        assertThat(champion.counted("shadow.skipped")).isEqualTo(6);
    }

    @Test
    void shouldSkipWhatItsBudgetDoesNotReachFor() {
        rig.topics.made = () -> new FakeModel(2, ShadowTopics.ANSWER) {
            @Override
            public void scoreInto(FloatBuffer vectors, int rows, FloatBuffer probabilities) {
                rig.now = rig.now.plus(callTakes);
                super.scoreInto(vectors, rows, probabilities);
            }
        };
        shadow(5);
        callTakes = Duration.ofMillis(200);

        for (int poll = 0; poll < 20; poll++) {
            rig.now = rig.now.plusMillis(200);
            rig.feed.offer(rig.polled("r" + poll));
            rig.loop.turn();
        }

        assertThat(rig.predictions()).hasSizeBetween(2, 4);
        assertThat(rig.counted("predictions") + rig.counted("skipped")).isEqualTo(20);
    }

    @Test
    void shouldGiveAShadowUpThatFails() {
        rig.topics.made = () -> new FakeModel(2, ShadowTopics.ANSWER) {
            @Override
            public void scoreInto(FloatBuffer vectors, int rows, FloatBuffer probabilities) {
                if (rows == 2) {
                    throw new IllegalStateException("no kernel");
                }
                super.scoreInto(vectors, rows, probabilities);
            }
        };
        shadow(5);

        rig.feed.offer(rig.polled("r1", "r2"));
        rig.loop.turn();
        rig.lookAndTurn();

        assertGivenUp(2);
    }

    @Test
    void shouldGiveAShadowUpThatAnswersWithNonsense() {
        rig.topics.made = () -> new FakeModel(2, ShadowTopics.ANSWER) {
            @Override
            public void scoreInto(FloatBuffer vectors, int rows, FloatBuffer probabilities) {
                super.scoreInto(vectors, rows, probabilities);
                if (rows == 2) {
                    probabilities.put(2, Float.NaN);
                }
            }
        };
        shadow(5);

        rig.feed.offer(rig.polled("r1", "r2"));
        rig.loop.turn();
        rig.lookAndTurn();

        assertGivenUp(2);
    }

    @Test
    void shouldRefuseAShadowThatDoesNotAnswerItsProbes() {
        rig.topics.made = () -> new FakeModel(2, 0.2f, 0.8f);
        shadow(5);
        rig.lookAndTurn();

        assertGivenUp(0);
        rig.topics.made = () -> new FakeModel(2, ShadowTopics.ANSWER);
        shadow(6);
        assertThat(rig.feed.isWanted()).isTrue();
    }

    @Test
    void shouldAnswerByItsOwnEncoderOnly() {
        shadow(5);
        rig.feed.offer(rig.polled(List.of(
                Loans.vector("other", "encoder-9", 1, 2),
                Loans.vector("both", "encoder-9", List.of(Loans.other(ENCODER, 3, 4)), 1, 2),
                Loans.vector("short", ENCODER, 1))));
        rig.loop.turn();

        assertThat(rig.predictions())
                .extracting(Prediction::getId, Prediction::getEncoderFingerprint)
                .containsExactly(tuple("both", ENCODER));
        assertThat(rig.counted("skipped")).isEqualTo(2);
    }

    @Test
    void shouldStopWhereAnswersCannotBeWritten() {
        ShadowRig away = ShadowRig.unanswered();
        away.topics.publish(5, ModelStatus.SHADOW);
        away.loop.turn();
        away.feed.offer(away.polled("r1"));
        away.loop.turn();
        away.producer.errorNext(new TimeoutException("away"));
        away.feed.offer(away.polled("r2"));

        assertThatThrownBy(away.loop::turn)
                .isInstanceOf(KafkaException.class)
                .hasRootCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("away");
        away.loop.close();

        assertThat(away.feed.isWanted()).isFalse();
        assertThat(away.topics.opened).allMatch(model -> model.closed);
        assertThat(away.producer.closed()).isTrue();
        assertThat(away.counted("skipped")).isEqualTo(2);
    }

    private void shadow(int version) {
        rig.topics.publish(version, ModelStatus.SHADOW);
        rig.lookAndTurn();
    }

    private void assertGivenUp(int skipped) {
        assertThat(rig.predictions()).isEmpty();
        assertThat(rig.feed.isWanted()).isFalse();
        assertThat(rig.counted("skipped")).isEqualTo(skipped);
        assertThat(rig.counted("models.refused")).isEqualTo(1);
        assertThat(rig.topics.opened).hasSize(1).allMatch(model -> model.closed);
    }
}
