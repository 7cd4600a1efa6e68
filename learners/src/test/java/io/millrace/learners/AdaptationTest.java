package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Learners that must follow a concept which turns into its opposite, and one that need not. */
class AdaptationTest {
    private static final Layout LAYOUT = new Layout(List.of(0, 0, 3));

    @ParameterizedTest
    @EnumSource(
            names = {
                "NEAREST_NEIGHBOURS",
                "ADAPTIVE_TREE",
                "LEVERAGING_BAGGING",
                "ADAPTIVE_FOREST",
                "RANDOM_PATCHES",
                "PORTFOLIO"
            })
    void shouldComeBackAfterTheConceptTurned(Namesake adaptive) {
        assertThat(accuracyAfterTurning(adaptive.create(LAYOUT))).isGreaterThan(0.85);
    }

    @Test
    void shouldBeATurnThatATreeDoesNotFollowByItself() {
        assertThat(accuracyAfterTurning(new HoeffdingTree(LAYOUT))).isLessThan(0.75);
    }

    /** 20,000 examples of a concept, 5,000 of its opposite, of which the last 2,000 count. */
    private static double accuracyAfterTurning(Learner learner) {
        Chance chance = new Chance(11);
        int right = 0;
        for (int i = 0; i < 25_000; i++) {
            float[] values = {(float) chance.share(), (float) chance.share(), chance.below(3)};
            boolean one = values[2] == 1 ? values[0] > 0.5 : values[1] > 0.3;
            int label = one == i < 20_000 ? 1 : 0;
            double[] probabilities = learner.predict(values);
            right += i >= 23_000 && ClassWeights.most(probabilities, probabilities.length) == label ? 1 : 0;
            learner.learn(values, label);
        }
        return right / 2000.0;
    }

    @Test
    void shouldKeepAnAdaptiveTreeWithinItsMemory() {
        TreeSettings small = new TreeSettings(50, 0.01, 0.1, 0, 5000);
        AdaptiveTree tree = new AdaptiveTree(LAYOUT, new AdaptiveTreeSettings(small, 0.002, 0.05));
        Chance chance = new Chance(12);
        for (int i = 0; i < 200_000; i++) {
            float[] values = {(float) chance.share() * 64, (float) chance.share(), chance.below(3)};
            tree.learn(values, ((int) values[0] + i / 20_000) % 2);
        }
        // looked at every 4,096 examples, so that it may be over in between
        assertThat(tree.size()).isLessThan(10_000);
        assertThat(tree.predict(new float[] {1, 1, 1})).hasSize(2);
    }

    @Test
    void shouldRefuseSettingsThatCannotBeMeant() {
        TreeSettings tree = TreeSettings.standard();
        assertThatThrownBy(() -> new ForestSettings(0, 6, 0.1, 0.1, 1, tree)).hasMessageContaining("trees");
        assertThatThrownBy(() -> new ForestSettings(1, 0, 0.1, 0.1, 1, tree)).hasMessageContaining("lambda");
        assertThatThrownBy(() -> new ForestSettings(1, 6, 0, 0.1, 1, tree)).hasMessageContaining("warning");
        assertThatThrownBy(() -> new ForestSettings(1, 6, 0.1, 1, 1, tree)).hasMessageContaining("drift");
        assertThatThrownBy(() -> new ForestSettings(1, 6, 0.1, 0.1, 1.1, tree)).hasMessageContaining("slots");
        assertThatThrownBy(() -> new AdaptiveTreeSettings(tree, 0.1, 1)).hasMessageContaining("swap");
    }

    @Test
    void shouldGiveAnotherForestForAnotherSeed() {
        AdaptiveForest one = new AdaptiveForest(LAYOUT, AdaptiveForest.standard(), 1);
        AdaptiveForest same = new AdaptiveForest(LAYOUT, AdaptiveForest.standard(), 1);
        AdaptiveForest other = new AdaptiveForest(LAYOUT, AdaptiveForest.standard(), 2);
        Chance chance = new Chance(13);
        for (int i = 0; i < 2000; i++) {
            float[] values = {(float) chance.share(), (float) chance.share(), chance.below(3)};
            for (AdaptiveForest forest : List.of(one, same, other)) {
                forest.learn(values, values[0] > values[1] ? 1 : 0);
            }
        }
        float[] asked = {0.5f, 0.51f, 1};
        assertThat(one.predict(asked)).isEqualTo(same.predict(asked)).isNotEqualTo(other.predict(asked));
    }
}
