package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NaiveBayesTest {
    @Test
    void shouldMultiplyTheDensitiesOfTheNormalDistributions() {
        NaiveBayes learner = new NaiveBayes(new Layout(List.of(0)));
        for (float value : new float[] {1, 2, 3}) {
            learner.learn(new float[] {value}, 0);
        }
        for (float value : new float[] {4, 6, 8, 6}) {
            learner.learn(new float[] {value}, 1);
        }
        // mean 2, variance 1; mean 6, variance 8/3
        double zero = 3 * Math.exp(-1.0 / 2);
        double one = 4 * Math.exp(-9 / (2 * 8.0 / 3)) / Math.sqrt(8.0 / 3);
        assertThat(learner.predict(new float[] {3})[0]).isCloseTo(zero / (zero + one), within(1e-9));
    }

    @Test
    void shouldAddOneToTheCountOfEachCode() {
        NaiveBayes learner = new NaiveBayes(new Layout(List.of(3)));
        learner.learn(new float[] {1}, 0, 2);
        learner.learn(new float[] {2}, 1, 2);
        // 3/5 against 1/5
        assertThat(learner.predict(new float[] {1})).containsExactly(new double[] {0.75, 0.25}, within(1e-12));
    }

    @Test
    void shouldLeaveOutWhatIsMissing() {
        NaiveBayes learner = new NaiveBayes(new Layout(List.of(0, 2)));
        learner.learn(new float[] {Float.NaN, 1}, 0, 3);
        learner.learn(new float[] {5, Float.NaN}, 1);
        assertThat(learner.predict(new float[] {Float.NaN, Float.NaN}))
                .containsExactly(new double[] {0.75, 0.25}, within(1e-12));
    }

    @Test
    void shouldAnswerTheSameWhateverTheUnitIs() {
        NaiveBayes large = new NaiveBayes(new Layout(List.of(0)));
        NaiveBayes small = new NaiveBayes(new Layout(List.of(0)));
        Chance chance = new Chance(2);
        for (int i = 0; i < 1000; i++) {
            float value = (float) (chance.share() + i % 2);
            large.learn(new float[] {value}, i % 2);
            small.learn(new float[] {value * 1e-8f}, i % 2);
        }
        double answer = large.predict(new float[] {1.1f})[1];
        assertThat(answer).isBetween(0.6, 0.95);
        assertThat(small.predict(new float[] {1.1e-8f})[1]).isCloseTo(answer, within(1e-3));
    }

    @Test
    void shouldNotLoseItselfInTinyProbabilities() {
        NaiveBayes learner = new NaiveBayes(new Layout(Collections.nCopies(500, 0)));
        Chance chance = new Chance(1);
        for (int i = 0; i < 200; i++) {
            float[] values = new float[500];
            for (int slot = 0; slot < 500; slot++) {
                values[slot] = (float) ((i % 2) * 0.001 + chance.share() * 1e-3);
            }
            learner.learn(values, i % 2);
        }
        float[] far = new float[500];
        Arrays.fill(far, 1);
        double[] probabilities = learner.predict(far);
        assertThat(probabilities[0] + probabilities[1]).isCloseTo(1, within(1e-9));
    }
}
