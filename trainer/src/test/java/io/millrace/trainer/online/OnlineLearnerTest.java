package io.millrace.trainer.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineLearnerTest {
    private final OnlineLearner learner = OnlineLearner.of(pipeline("forest"));

    @ParameterizedTest
    @ValueSource(strings = {"portfolio", "forest", "tree", "linear"})
    void shouldGoOnFromASnapshotToTheByte(String kind) {
        OnlineLearner whole = OnlineLearner.of(pipeline(kind));
        OnlineLearner half = OnlineLearner.of(pipeline(kind));
        learn(whole, 0, 1_200);
        learn(half, 0, 600);

        OnlineLearner restored = OnlineLearner.of(pipeline(kind));
        restored.restore(half.snapshot());
        learn(restored, 600, 1_200);

        assertThat(restored.model().sha256()).isEqualTo(whole.model().sha256());
    }

    @Test
    void shouldBecomeAModelThatAnswersAsItDoes() {
        learn(learner, 0, 2_000);

        try (OnnxModel model = new OnnxModel(learner.model().toArray())) {
            assertThat(model.probabilities(new float[] {2}, 1)[0]).isGreaterThan(0.8f);
            assertThat(model.probabilities(new float[] {0}, 1)[1]).isGreaterThan(0.8f);
        }
    }

    @Test
    void shouldCountOnlyWhatWasAnsweredBeforeItWasLearnt() {
        learner.learn(new float[] {2}, "B");
        learner.learn(new float[] {2}, "A");

        assertThat(learner.accuracy())
                .as("A is the answer of one that knows nothing")
                .isLessThan(0.01);
        learn(learner, 0, 5_000);
        assertThat(learner.accuracy()).isBetween(0.85, 0.99);
    }

    @Test
    void shouldTellWhetherItsAnswersAreOthers() {
        learn(learner, 0, 500);
        assertThat(learner.answersOtherwise()).as("never told").isTrue();

        learner.tell();
        assertThat(learner.answersOtherwise()).isFalse();

        learn(learner, 500, 1_500);
        assertThat(learner.answersOtherwise()).isTrue();
    }

    @Test
    void shouldTakeOnlyWhatFits() {
        assertThat(learner.takes(1, "A")).isTrue();
        assertThat(learner.takes(2, "A")).isFalse();
        assertThat(learner.takes(1, "C")).isFalse();
    }

    /** A where the number is far from 0, nine times in ten. */
    private static void learn(OnlineLearner learner, int from, int to) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < to; i++) {
            float x = (float) random.nextGaussian();
            boolean far = Math.abs(x) > 0.7 != random.nextInt(10) < 1;
            if (i >= from) {
                learner.learn(new float[] {x}, far ? "A" : "B");
            }
        }
    }

    private static PipelineDefinition pipeline(String kind) {
        return PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [A, B]}
                columns: [{name: age, type: numeric}]
                training: {online: {enabled: true, learner: %s}}
                """.formatted(kind), "loans.yaml");
    }
}
