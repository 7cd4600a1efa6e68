package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetHistoryTest {
    private static final Layout ONE = new Layout(List.of(0));
    private static final float NONE = Float.NaN;

    private final Shown shown = new Shown();
    private final TargetHistory history = new TargetHistory(ONE, 3, wide -> {
        assertThat(wide.codes()).containsExactly(0, 0, 0, 0, 0);
        return shown;
    });

    @Test
    void shouldShowTheLastTargetsAndTheirMean() {
        history.learn(new float[] {1}, 10);
        history.learn(new float[] {2}, 20);
        history.predict(new float[] {3});
        assertThat(shown.learned.get(0)).containsExactly(1, NONE, NONE, NONE, NONE);
        assertThat(shown.learned.get(1)).containsExactly(2, 10, NONE, NONE, 10);
        assertThat(shown.asked.get(0)).containsExactly(3, 20, 10, NONE, 15);
    }

    @Test
    void shouldLearnWithWhatItKnewWhenItWasAsked() {
        history.learn(new float[] {1}, 10);
        history.predict(new float[] {2});
        history.predict(new float[] {3});
        history.learn(new float[] {2}, 20);
        history.learn(new float[] {3}, 30);
        assertThat(shown.learned.get(1)).containsExactly(2, 10, NONE, NONE, 10);
        assertThat(shown.learned.get(2)).containsExactly(3, 10, NONE, NONE, 10);
    }

    @Test
    void shouldShowTheTargetsOfNowToWhatWasAskedForTooLongAgo() {
        for (float i = 0; i < 4; i++) {
            history.predict(new float[] {i}); // three can wait
        }
        history.learn(new float[] {3}, 10);
        history.learn(new float[] {0}, 20);
        history.learn(new float[] {1}, 30);
        assertThat(shown.learned.get(1)).containsExactly(0, 10, NONE, NONE, 10);
        assertThat(shown.learned.get(2)).containsExactly(1, NONE, NONE, NONE, NONE);
    }

    @Test
    void shouldShowOthersOnlyAfterSoManyTargets() {
        TargetHistory stale = new TargetHistory(ONE, 1, 2, wide -> shown);
        for (int i = 1; i <= 5; i++) {
            stale.predict(new float[] {i});
            stale.learn(new float[] {i}, 10 * i);
        }
        assertThat(shown.learned.get(1)).containsExactly(2, NONE, NONE, NONE, NONE);
        assertThat(shown.learned.get(2)).containsExactly(3, 20, 10, NONE, 15);
        assertThat(shown.learned.get(3)).containsExactly(4, 20, 10, NONE, 15);
        assertThat(shown.asked.get(4)).containsExactly(5, 40, 30, 20, 25);
    }

    @Test
    void shouldHoldTheDistanceFromTheLastTarget() {
        TargetHistory walk = new TargetHistory(ONE, 1, wide -> new Change(1, new LinearRegression(wide)));
        for (int i = 0; i < 2000; i++) {
            walk.learn(new float[] {i % 7}, 1000 + 3 * i);
        }
        // of 2,000 steps none was other than 3
        assertThat(walk.predict(new float[] {2000 % 7})).isCloseTo(1000 + 3 * 2000, within(0.1));
    }

    private static final class Shown implements Regressor {
        private final List<float[]> asked = new ArrayList<>();
        private final List<float[]> learned = new ArrayList<>();

        @Override
        public double predict(float[] values) {
            asked.add(values.clone());
            return 0;
        }

        @Override
        public void learn(float[] values, double target, double weight) {
            learned.add(values.clone());
        }

        @Override
        public void describe(NumberParts parts, double weight) {
            parts.number(weight, 0);
        }

        @Override
        public void keep(State state) {}
    }
}
