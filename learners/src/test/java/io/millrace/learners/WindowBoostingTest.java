package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowBoostingTest {
    private static final Layout NUMBERS = new Layout(List.of(0, 0));
    private static final Layout CODED = new Layout(List.of(6, 0));

    private final Chance chance = new Chance(11);

    @Test
    void shouldLearnWhatNoSlotTellsAlone() {
        assertThat(share(NUMBERS, 6_000, values -> values[0] > 0.5 == values[1] > 0.3 ? 1 : 0))
                .isGreaterThan(0.97);
    }

    @Test
    void shouldTellManyClassesApartByNestedRules() {
        assertThat(share(NUMBERS, 6_000, values -> values[0] < 0.3 ? 0 : values[1] < 0.5 ? 1 : values[0] < 0.7 ? 2 : 3))
                .isGreaterThan(0.97);
    }

    @Test
    void shouldLearnFromCodes() {
        assertThat(share(CODED, 6_000, values -> values[0] % 2 == 0 == values[1] > 0.4 ? 1 : 0))
                .isGreaterThan(0.97);
    }

    @Test
    void shouldLearnFromWhatIsMissing() {
        assertThat(share(NUMBERS, 6_000, values -> Float.isNaN(values[0]) || values[0] > 0.8 ? 1 : 0))
                .isGreaterThan(0.98);
        assertThat(share(CODED, 6_000, values -> Float.isNaN(values[0]) || values[0] == 3 ? 1 : 0))
                .isGreaterThan(0.98);
    }

    @Test
    void shouldAnswerTheSharesOfTheClassesBeforeTheFirstFit() {
        WindowBoosting learner = new WindowBoosting(NUMBERS);
        learner.learn(new float[] {0, 0}, 0, 3);
        learner.learn(new float[] {1, 1}, 1);
        assertThat(learner.predict(new float[] {1, 1})).containsExactly(new double[] {0.75, 0.25}, within(1e-12));
    }

    @Test
    void shouldForgetWhatWasBeforeAChange() {
        WindowBoosting learner = new WindowBoosting(NUMBERS);
        int right = 0;
        for (int i = 0; i < 8_000; i++) {
            float[] values = drawn(NUMBERS);
            int label = values[0] > 0.5 == i < 6_000 ? 1 : 0;
            right += i >= 6_300 && most(learner.predict(values)) == label ? 1 : 0;
            learner.learn(values, label);
        }
        assertThat(right / 1_700.0).isGreaterThan(0.95);
    }

    @Test
    void shouldKeepItsTreesWhileTooFewExamplesAreLeftOfTheWindow() {
        WindowBoosting learner = new WindowBoosting(NUMBERS);
        float[] high = {0.9f, 0.5f};
        double least = 1;
        for (int i = 0; i < 600; i++) {
            float[] values = {(float) chance.share(), (float) chance.share()};
            learner.learn(values, values[0] > 0.5 == i < 400 ? 1 : 0);
            least = i >= 400 && i < 470 ? Math.min(least, learner.predict(high)[1]) : least;
        }
        assertThat(least).as("while the window is too short").isGreaterThan(0.8);
        assertThat(learner.predict(high)[1]).as("after").isLessThan(0.3);
    }

    @Test
    void shouldGiveTreesToOneOfTwoClassesHoweverFewTreesThereAre() {
        WindowRows rows = new WindowRows(1, 200);
        for (int i = 0; i < 200; i++) {
            // more of the second than of the first
            rows.add(new float[] {i}, i < 60 ? 0 : 1, 1);
        }
        BoostingSettings one = new BoostingSettings(200, 200, 2, 2, 1, 4, 1, 1, 1, 64, 1, 0.1);
        Boosted boosted = new BoostedFit(new Layout(List.of(0)), one).fit(rows, 2, chance);
        double[] probabilities = new double[2];
        boosted.fill(new float[] {10}, probabilities);
        assertThat(probabilities[0]).isGreaterThan(0.6);
    }

    @Test
    void shouldAskForNoSlotOfVeryManyCodes() {
        int[] codes =
                IntStream.range(0, 17).map(slot -> slot == 8 ? 6 : 100_001).toArray();
        WindowRows rows = new WindowRows(17, 200);
        for (int i = 0; i < 200; i++) {
            float[] values = new float[17];
            Arrays.fill(values, 500 * i);
            values[8] = i % 6;
            rows.add(values, i % 6 == 3 ? 1 : 0, 1);
        }
        Bins bins = new Bins(codes, rows, 64);
        assertThat(bins.width()).isEqualTo(16 * 2 + 7);
        assertThat(bins.codes[8]).isEqualTo(6);
        Layout layout = new Layout(Arrays.stream(codes).boxed().toList());
        Boosted boosted = new BoostedFit(layout, settings(1)).fit(rows, 2, chance);
        double[] probabilities = new double[2];
        float[] values = new float[17];
        values[8] = 3;
        boosted.fill(values, probabilities);
        assertThat(probabilities[1]).isGreaterThan(0.8);
    }

    @Test
    void shouldAskForSlotsOfManyCodesUntilTheyAreTooManyTogether() {
        WindowRows rows = new WindowRows(3, 2);
        assertThat(new Bins(new int[] {5_000, 8_192, 3_192}, rows, 64).codes).containsExactly(5_000, 0, 3_192);
    }

    @Test
    void shouldCountAnExampleOfWeightTwoTwice() {
        BoostingSettings all = settings(1);
        WindowBoosting once = new WindowBoosting(NUMBERS, all, 1);
        WindowBoosting twice = new WindowBoosting(NUMBERS, all, 1);
        for (int i = 0; i < 250; i++) {
            float[] values = drawn(NUMBERS);
            int label = values[0] > 0.5 ? 1 : 0;
            once.learn(values, label, 2);
            twice.learn(values, label);
            twice.learn(values, label);
        }
        float[] values = {0.9f, 0.5f};
        // fitted to 250 examples of weight 2, and to the same 250 twice
        assertThat(once.predict(values)).containsExactly(twice.predict(values), within(1e-6));
    }

    @Test
    void shouldHoldNoMoreThanItsWindow() {
        WindowBoosting learner = new WindowBoosting(NUMBERS, settings(0.5), 1);
        int after = 0;
        for (int i = 1; i <= 20_000; i++) {
            float[] values = drawn(NUMBERS);
            learner.learn(values, chance.share() < 0.2 ? chance.below(2) : values[0] > values[1] ? 1 : 0);
            after = i == 2_000 ? learner.snapshot().length : after;
        }
        assertThat(learner.snapshot().length).isBetween(after / 2, after * 3 / 2);
    }

    @Test
    void shouldComeOutOtherwiseWithAnotherSeed() {
        WindowBoosting one = new WindowBoosting(NUMBERS, WindowBoosting.standard(), 1);
        WindowBoosting same = new WindowBoosting(NUMBERS, WindowBoosting.standard(), 1);
        WindowBoosting other = new WindowBoosting(NUMBERS, WindowBoosting.standard(), 2);
        for (int i = 0; i < 3_000; i++) {
            float[] values = drawn(NUMBERS);
            int label = values[0] * values[1] > 0.2 ? 1 : 0;
            List.of(one, same, other).forEach(each -> each.learn(values, label));
        }
        float[] values = {0.5f, 0.5f};
        assertThat(one.predict(values)).isEqualTo(same.predict(values)).isNotEqualTo(other.predict(values));
    }

    @Test
    void shouldGoOnToTheBitAfterARestartInAnyState() {
        WindowBoosting original = new WindowBoosting(CODED, settings(0.5), 3);
        for (int i = 0; i < 5_000; i++) {
            if (i % 501 == 0) {
                WindowBoosting restored = new WindowBoosting(CODED, settings(0.5), 3);
                restored.restore(original.snapshot());
                assertThat(restored.snapshot()).isEqualTo(original.snapshot());
                original = restored;
            }
            float[] values = drawn(CODED);
            original.learn(values, values[0] > 2 == i < 2_500 ? 1 : 0);
        }
        assertThat(original.snapshot()).isEqualTo(unbroken());
    }

    private byte[] unbroken() {
        Chance again = new Chance(11);
        WindowBoosting learner = new WindowBoosting(CODED, settings(0.5), 3);
        for (int i = 0; i < 5_000; i++) {
            float[] values = drawn(CODED, again);
            learner.learn(values, values[0] > 2 == i < 2_500 ? 1 : 0);
        }
        return learner.snapshot();
    }

    @Test
    void shouldRefuseWhatCannotBeMeant() {
        assertThatThrownBy(() -> new BoostingSettings(1, 100, 10, 10, 1, 2, 0.1, 1, 1, 10, 1, 0.1))
                .hasMessageContaining("window must be at least 2: 1");
        assertThatThrownBy(() -> new BoostingSettings(10, 100, 10, 10, 1, 2, 0.1, 1, 1, 256, 1, 0.1))
                .hasMessageContaining("bins must be 2 to 255: 256");
    }

    private static BoostingSettings settings(double sample) {
        return new BoostingSettings(1_000, 100_000, 250, 500, 20, 8, 0.2, 1, 1, 32, sample, 0.01);
    }

    /** Share of the second half that was answered rightly, each asked for before it was learned. */
    private double share(Layout layout, int examples, ToIntFunction<float[]> rule) {
        WindowBoosting learner = new WindowBoosting(layout);
        int right = 0;
        for (int i = 0; i < examples; i++) {
            float[] values = drawn(layout);
            int label = rule.applyAsInt(values);
            right += i >= examples / 2 && most(learner.predict(values)) == label ? 1 : 0;
            learner.learn(values, label);
        }
        return right / (examples / 2.0);
    }

    private float[] drawn(Layout layout) {
        return drawn(layout, chance);
    }

    /** One in ten missing. */
    private static float[] drawn(Layout layout, Chance chance) {
        float[] values = new float[layout.length()];
        for (int slot = 0; slot < values.length; slot++) {
            int codes = layout.codes().get(slot);
            float value = codes > 0 ? chance.below(codes) : (float) chance.share();
            values[slot] = chance.share() < 0.1 ? Float.NaN : value;
        }
        return values;
    }

    private static int most(double[] probabilities) {
        return ClassWeights.most(probabilities, probabilities.length);
    }
}
