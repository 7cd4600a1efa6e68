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

    @ParameterizedTest
    @ValueSource(strings = {"portfolio", "forest", "tree", "linear"})
    void shouldGoOnWithNumbersToTheByte(String kind) {
        OnlineLearner whole = OnlineLearner.of(numbers(kind));
        OnlineLearner half = OnlineLearner.of(numbers(kind));
        learnNumbers(whole, 0, 1_200);
        learnNumbers(half, 0, 650);
        half.tell();
        assertThat(half.answersOtherwise()).as("asking teaches nothing").isFalse();

        OnlineLearner restored = OnlineLearner.of(numbers(kind));
        restored.restore(half.snapshot());
        learnNumbers(restored, 650, 1_200);

        assertThat(restored.model().sha256()).isEqualTo(whole.model().sha256());
        assertThat(whole.measured()).as("of targets that spread by 5").isLessThan(2.5);
        assertThat(whole.measuredInWords()).contains("mean absolute error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"portfolio", "forest", "tree", "linear"})
    void shouldTakeNumbersOnly(String kind) {
        OnlineLearner numbers = OnlineLearner.of(numbers(kind));

        assertThat(numbers.takes(1, "12.5")).isTrue();
        assertThat(numbers.takes(1, "A")).isFalse();
        assertThat(numbers.takes(1, "1e99")).as("no float holds it").isFalse();
    }

    @Test
    void shouldTellAtWhichNumbersItsAnswersAreOthers() {
        OnlineLearner numbers = OnlineLearner.of(numbers("linear"));
        learnNumbers(numbers, 0, 500);
        numbers.tell();
        assertThat(numbers.answersOtherwise()).isFalse();

        learnNumbers(numbers, 500, 700);
        assertThat(numbers.answersOtherwise()).isTrue();
        assertThat(numbers.recent().numbers()).hasSize(200);
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

        assertThat(learner.measured())
                .as("A is the answer of one that knows nothing")
                .isLessThan(0.01);
        learn(learner, 0, 5_000);
        assertThat(learner.measured()).isBetween(0.85, 0.99);
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

    @ParameterizedTest
    @ValueSource(strings = {"portfolio", "forest", "tree", "linear"})
    void shouldLookAtTheOwnRecordOfVectorsThatShowEarlierOnes(String kind) {
        OnlineLearner shown = OnlineLearner.of(sequences(kind));
        OnlineLearner alone = OnlineLearner.of(pipeline(kind));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 300; i++) {
            float x = (float) random.nextGaussian();
            String label = x > 0 ? "A" : "B";
            assertThat(shown.takes(3, label)).isTrue();
            shown.learn(new float[] {x, random.nextInt(), 1}, label);
            alone.learn(new float[] {x}, label);
        }

        assertThat(shown.snapshot()).isEqualTo(alone.snapshot());
        try (OnnxModel model = new OnnxModel(shown.model().toArray());
                OnnxModel same = new OnnxModel(alone.model().toArray())) {
            int rows = shown.recent().rows();
            assertThat(model.probabilities(shown.recent().matrix(), rows))
                    .isEqualTo(same.probabilities(alone.recent().matrix(), rows));
        }
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

    /** Five times the number, and 100. */
    private static void learnNumbers(OnlineLearner learner, int from, int to) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < to; i++) {
            float x = (float) random.nextGaussian();
            double noise = random.nextGaussian();
            if (i >= from) {
                learner.learn(new float[] {x}, Double.toString(100 + 5 * x + noise));
            }
        }
    }

    private static PipelineDefinition numbers(String kind) {
        return PipelineReader.parse("""
                name: rentals
                task: regression
                label: {mean: 100}
                columns: [{name: age, type: numeric}]
                training: {online: {enabled: true, learner: %s, every: 100}}
                """.formatted(kind), "rentals.yaml");
    }

    private static PipelineDefinition sequences(String kind) {
        return PipelineReader.parse(definition(kind) + "source: {entity: who}\nhistory: {sequence: 2}\n", "loans.yaml");
    }

    private static PipelineDefinition pipeline(String kind) {
        return PipelineReader.parse(definition(kind), "loans.yaml");
    }

    private static String definition(String kind) {
        return """
                name: loans
                task: binary-classification
                label: {classes: [A, B]}
                columns: [{name: age, type: numeric}]
                training: {online: {enabled: true, learner: %s}}
                """.formatted(kind);
    }
}
