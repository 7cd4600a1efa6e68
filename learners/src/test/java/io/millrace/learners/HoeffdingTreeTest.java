package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HoeffdingTreeTest {
    private static final Layout NUMBERS = new Layout(List.of(0, 0));

    @Test
    void shouldLearnWhatNeitherMajorityNorNaiveBayesCan() {
        HoeffdingTree tree = new HoeffdingTree(NUMBERS);
        NaiveBayes bayes = new NaiveBayes(NUMBERS);
        assertThat(accuracyOnBands(tree)).isGreaterThan(0.9);
        assertThat(accuracyOnBands(bayes)).isLessThan(0.7);
    }

    /** Class 1 in two bands of the first number out of four; the last 5,000 of 30,000 examples count. */
    private static double accuracyOnBands(Learner learner) {
        Chance chance = new Chance(7);
        int right = 0;
        for (int i = 0; i < 30_000; i++) {
            float[] values = {(float) chance.share() * 4, (float) chance.share()};
            int label = (int) values[0] % 2;
            double[] probabilities = learner.predict(values);
            if (i >= 25_000 && ClassWeights.most(probabilities, probabilities.length) == label) {
                right++;
            }
            learner.learn(values, label);
        }
        return right / 5000.0;
    }

    @Test
    void shouldSplitOnACode() {
        Layout layout = new Layout(List.of(5, 5));
        HoeffdingTree tree = new HoeffdingTree(layout);
        Chance chance = new Chance(8);
        for (int i = 0; i < 20_000; i++) {
            float[] values = {chance.below(5), chance.below(5)};
            tree.learn(values, (values[0] == 2) == (values[1] == 3) ? 1 : 0);
        }
        assertThat(tree.predict(new float[] {2, 3})[1]).isGreaterThan(0.9);
        assertThat(tree.predict(new float[] {2, 1})[1]).isLessThan(0.1);
        assertThat(tree.predict(new float[] {1, 3})[1]).isLessThan(0.1);
    }

    @Test
    void shouldNotSplitOnNoise() {
        HoeffdingTree tree = new HoeffdingTree(NUMBERS, new TreeSettings(200, 1e-7, 0, 0, 4_000_000), 1);
        Chance chance = new Chance(9);
        for (int i = 0; i < 50_000; i++) {
            tree.learn(new float[] {(float) chance.share(), (float) chance.share()}, chance.below(2));
        }
        assertThat(tree.leaves()).isEqualTo(1);
    }

    @Test
    void shouldStayWithinItsMemory() {
        TreeSettings small = new TreeSettings(50, 0.01, 0.05, 0, 2000);
        HoeffdingTree tree = new HoeffdingTree(NUMBERS, small, 1);
        HoeffdingTree free = new HoeffdingTree(NUMBERS, new TreeSettings(50, 0.01, 0.05, 0, 4_000_000), 1);
        Chance chance = new Chance(10);
        for (int i = 0; i < 200_000; i++) {
            float[] values = {(float) chance.share() * 64, (float) chance.share()};
            int label = (int) values[0] % 2;
            tree.learn(values, label);
            free.learn(values, label);
        }
        assertThat(free.size()).isGreaterThan(4000);
        assertThat(tree.size()).isLessThan(2100);
        assertThat(tree.predict(new float[] {1, 1})).hasSize(2);
    }

    @Test
    void shouldRefuseSettingsThatCannotBeMeant() {
        assertThatThrownBy(() -> new TreeSettings(0, 0.1, 0, 0, 1)).hasMessageContaining("gracePeriod");
        assertThatThrownBy(() -> new TreeSettings(1, 1, 0, 0, 1)).hasMessageContaining("confidence");
        assertThatThrownBy(() -> new TreeSettings(1, 0.1, -1, 0, 1)).hasMessageContaining("tie");
        assertThatThrownBy(() -> new TreeSettings(1, 0.1, 0, -1, 1)).hasMessageContaining("slotsPerLeaf");
        assertThatThrownBy(() -> new TreeSettings(1, 0.1, 0, 0, 0)).hasMessageContaining("maxNumbers");
    }
}
