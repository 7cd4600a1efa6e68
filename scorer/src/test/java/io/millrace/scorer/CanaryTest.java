package io.millrace.scorer;

import static io.millrace.scorer.Loans.ENCODER;
import static io.millrace.scorer.LoopRig.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.Prediction;
import java.nio.FloatBuffer;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CanaryTest {
    private static final int RECORDS = 600;

    private final LoopRig rig = LoopRig.trying(0.2);

    @Test
    void shouldAnswerItsShareInTheChampionsPlace() {
        champion(4);
        trial(5);

        arriveAll(ENCODER);

        assertThat(rig.predictions()).extracting(Prediction::getId).doesNotHaveDuplicates();
        assertThat(rig.predictions()).hasSize(RECORDS).allSatisfy(prediction -> {
            assertThat(prediction.getModelVersion()).isEqualTo(prediction.getCanary() ? 5 : 4);
            assertThat(prediction.getLabel()).isEqualTo(prediction.getCanary() ? "A" : "B");
            assertThat(prediction.getConfidence()).isEqualTo((double) (prediction.getCanary() ? 0.7f : 0.9f));
            assertThat(prediction.getShadow()).isFalse();
            assertThat(prediction.getColdStart()).isFalse();
        });
        assertThat(canaries()).hasSizeBetween(RECORDS / 10, RECORDS * 3 / 10);
        assertThat(rig.counted("predictions.canary")).isEqualTo(canaries().size());
        assertThat(rig.counted("predictions")).isEqualTo(RECORDS);
    }

    @Test
    void shouldAnswerTheSameRecordsInEveryScorerAndMoreOfThemForALargerShare() {
        champion(4);
        trial(5);
        arriveAll(ENCODER);
        LoopRig larger = LoopRig.trying(0.4);
        larger.champions.champion(model(2, ENCODER, 0.1f));
        larger.trials.publish(3, ModelStatus.SHADOW);
        larger.refreshTrials();
        larger.started();
        arriveAll(larger, ENCODER);

        assertThat(canaries(larger)).containsAll(canaries());
        assertThat(canaries(larger)).hasSizeGreaterThan(canaries().size());
    }

    @Test
    void shouldEndWithTheTrial() {
        champion(4);
        trial(5);
        rig.trials.publish(5, ModelStatus.REJECTED);
        rig.refreshTrials();

        arriveAll(ENCODER);

        assertThat(canaries()).isEmpty();
        assertThat(rig.trials.opened).hasSize(1).allMatch(model -> model.closed);
    }

    @Test
    void shouldAnswerWithTheRevisionThatItHasComeTo() {
        champion(4);
        trial(5);
        rig.trials.write(5, 3);
        rig.trials.announce(5, 3, ModelStatus.SHADOW);
        rig.refreshTrials();

        arriveAll(ENCODER);

        assertThat(rig.predictions())
                .filteredOn(Prediction::getCanary)
                .isNotEmpty()
                .allMatch(prediction -> prediction.getRevision() == 3);
        assertThat(rig.trials.opened).extracting(model -> model.closed).containsExactly(true, false);
    }

    @Test
    void shouldLetTheChampionAnswerWhereItFails() {
        rig.trials.made = () -> new FakeModel(2, ShadowTopics.ANSWER) {
            private int calls;

            @Override
            public void scoreInto(FloatBuffer vectors, int rows, FloatBuffer probabilities) {
                if (++calls > 4) { // its probes and warm-up went well
                    throw new IllegalStateException("no memory");
                }
                super.scoreInto(vectors, rows, probabilities);
            }
        };
        champion(4);
        trial(5);

        arriveAll(ENCODER);

        shouldHaveGivenItUp();
    }

    @Test
    void shouldLetTheChampionAnswerWhereItAnswersNothing() {
        rig.trials.made = () -> new FakeModel(2, ShadowTopics.ANSWER) {
            @Override
            public void scoreInto(FloatBuffer vectors, int rows, FloatBuffer probabilities) {
                super.scoreInto(vectors, rows, probabilities);
                if (vectors.get(0) > 2) {
                    probabilities.put(0, Float.NaN);
                }
            }
        };
        champion(4);
        trial(5);

        arriveAll(ENCODER);

        shouldHaveGivenItUp();
    }

    private void shouldHaveGivenItUp() {
        assertThat(rig.predictions()).hasSize(RECORDS);
        assertThat(rig.predictions())
                .last()
                .satisfies(last -> assertThat(last.getModelVersion()).isEqualTo(4));
        assertThat(rig.quarantined()).isEmpty();
        assertThat(rig.counted("models.refused")).isEqualTo(1);
        rig.refreshTrials();
        rig.loop.turn();
        assertThat(rig.trials.opened).hasSize(1).allMatch(model -> model.closed);
    }

    @Test
    void shouldLeaveVectorsOfAnotherEncoderToTheirModel() {
        champion(4);
        rig.champions.champion(model(3, "encoder-0", 0.1f));
        trial(5);

        arriveAll("encoder-0");

        assertThat(rig.predictions()).hasSize(RECORDS).allMatch(prediction -> prediction.getModelVersion() == 3);
    }

    @Test
    void shouldAnswerNothingBeforeAChampion() {
        rig.started();
        trial(5);

        arriveAll(ENCODER);

        assertThat(rig.predictions()).hasSize(RECORDS).allMatch(Prediction::getColdStart);
    }

    private void champion(long version) {
        rig.champions.champion(model(version, ENCODER, 0.1f));
        rig.started();
    }

    private void trial(int version) {
        rig.trials.publish(version, ModelStatus.SHADOW);
        rig.refreshTrials();
        rig.loop.turn();
    }

    private void arriveAll(String encoder) {
        arriveAll(rig, encoder);
    }

    private static void arriveAll(LoopRig rig, String encoder) {
        for (int i = 0; i < RECORDS; i++) {
            rig.arrive(i % 2, "record-" + i, encoder, i, 2);
        }
        rig.turnAndCommit();
        rig.turnAndCommit();
    }

    private Set<String> canaries() {
        return canaries(rig);
    }

    private static Set<String> canaries(LoopRig rig) {
        return rig.predictions().stream()
                .filter(Prediction::getCanary)
                .map(Prediction::getId)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
