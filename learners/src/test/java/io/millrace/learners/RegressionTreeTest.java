package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionTreeTest {
    private static final Layout LAYOUT = new Layout(List.of(0, 4));

    @Test
    void shouldSplitOnWhatTakesTheVarianceAway() {
        TargetObservations seen = new TargetObservations(Columns.all(LAYOUT));
        seen.add(new float[] {1, 1}, 10, 1);
        seen.add(new float[] {2, 2}, 10, 1);
        seen.add(new float[] {3, 1}, 40, 1);
        seen.add(new float[] {4, 2}, 40, 1);
        seen.add(new float[] {Float.NaN, 1}, 25, 1);

        TargetSplitSearch search = new TargetSplitSearch();
        seen.showTo(search);

        // halves with means 10 and 40: ½ · ½ · 30²
        assertThat(search.best()).isEqualTo(new Split(0, 0, 2.5, true, 225));
        assertThat(search.ratio()).isLessThan(0.1);
        assertThat(seen.part(search.best(), true).mean()).isEqualTo(10);
        assertThat(seen.part(search.best(), false).weight()).isEqualTo(2);
    }

    @Test
    void shouldAskACategoryForOneCode() {
        TargetObservations seen = new TargetObservations(Columns.all(new Layout(List.of(4))));
        for (float code = 0; code < 4; code++) {
            seen.add(new float[] {code}, code == 2 ? 8 : 0, 1);
        }
        TargetSplitSearch search = new TargetSplitSearch();
        seen.showTo(search);
        assertThat(search.best()).isEqualTo(new Split(0, 4, 2, false, 0.25 * 0.75 * 64));
        assertThat(search.ratio()).isZero();
    }

    @Test
    void shouldFindNothingWhereAllTargetsAreTheSame() {
        TargetObservations seen = new TargetObservations(Columns.all(LAYOUT));
        seen.add(new float[] {1, 1}, 3, 1);
        seen.add(new float[] {2, 2}, 3, 1);
        TargetSplitSearch search = new TargetSplitSearch();
        seen.showTo(search);
        assertThat(search.best()).isNull();
    }

    @Test
    void shouldJoinTheNearestBins() {
        TargetBins bins = new TargetBins();
        for (int i = 0; i < 32; i++) {
            bins.add(10 * i, i, 1);
        }
        bins.add(311, 61, 3); // one too many, and 310 is nearest
        assertThat(bins.count()).isEqualTo(32);
        assertThat(bins.number(31)).isCloseTo((310 + 3 * 311) / 4.0, within(1e-9));
        assertThat(bins.target(31)).isCloseTo((31 + 3 * 61) / 4.0, within(1e-9));
        assertThat(bins.weight(31)).isEqualTo(4);
        assertThat(bins.number(30)).isEqualTo(300);
    }

    @Test
    void shouldAnswerByLinesWhereTheyErrLess() {
        RegressionTree tree = new RegressionTree(LAYOUT);
        Chance chance = new Chance(1);
        for (int i = 0; i < 20_000; i++) {
            float x = (float) chance.share();
            int code = 1 + chance.below(3);
            tree.learn(new float[] {x, code}, code == 2 ? 10 * x : -10 * x);
        }
        assertThat(tree.leaves()).isGreaterThan(1);
        assertThat(tree.predict(new float[] {0.9f, 2})).isCloseTo(9, within(0.3));
        assertThat(tree.predict(new float[] {0.9f, 3})).isCloseTo(-9, within(0.3));
    }

    @Test
    void shouldStayWithinItsMemory() {
        RegressionTree tree = new RegressionTree(LAYOUT, new TreeSettings(50, 0.01, 0.1, 0, 5000), 1);
        Chance chance = new Chance(2);
        for (int i = 0; i < 100_000; i++) {
            float x = (float) (64 * chance.share());
            tree.learn(new float[] {x, 1}, (int) x % 2 == 0 ? 100 : chance.share());
        }
        assertThat(tree.size()).isLessThanOrEqualTo(5000);
        assertThat(tree.leaves()).isGreaterThan(10);
    }

    @Test
    void shouldGoOnLearningLinesWhereLeavesRest() {
        RegressionTree tree = new RegressionTree(LAYOUT, new TreeSettings(50, 1e-7, 0, 0, 60), 1);
        Chance chance = new Chance(3);
        for (int i = 0; i < 10_000; i++) {
            float x = (float) chance.share();
            tree.learn(new float[] {x, 1}, 10 * x);
        }
        int leaves = tree.leaves();
        for (int i = 0; i < 10_000; i++) {
            float x = (float) chance.share();
            tree.learn(new float[] {x, 1}, -10 * x);
        }
        assertThat(tree.leaves()).as("all leaves rest").isEqualTo(leaves);
        assertThat(tree.predict(new float[] {0.9f, 1})).isCloseTo(-9, within(0.3));
        assertThat(tree.predict(new float[] {0.1f, 1})).isCloseTo(-1, within(0.3));
    }

    @Test
    void shouldGiveAnotherForestForAnotherSeed() {
        RegressionForest one = new RegressionForest(LAYOUT, RegressionForest.standard(), 1);
        RegressionForest same = new RegressionForest(LAYOUT, RegressionForest.standard(), 1);
        RegressionForest other = new RegressionForest(LAYOUT, RegressionForest.standard(), 2);
        Chance chance = new Chance(3);
        for (int i = 0; i < 1000; i++) {
            float[] values = {(float) chance.share(), chance.below(4)};
            for (RegressionForest forest : List.of(one, same, other)) {
                forest.learn(values, values[0] * values[1]);
            }
        }
        float[] asked = {0.5f, 2};
        assertThat(one.snapshot()).isEqualTo(same.snapshot()).isNotEqualTo(other.snapshot());
        assertThat(one.predict(asked)).isEqualTo(same.predict(asked)).isNotEqualTo(other.predict(asked));
    }
}
