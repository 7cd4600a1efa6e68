package io.millrace.trainer.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.pipeline.Augment;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Windows of two numbers, one boolean and one code; class 1 lies a hundred higher than class 0. */
class AugmentationTest {
    private static final VectorLayout LAYOUT =
            new VectorLayout(List.of(new Slot("x", 0), new Slot("y", 0), new Slot("flag", 0), new Slot("code", 4)));

    @Test
    void shouldMakeNothingUnlessAsked() {
        TrainingWindow.Split split = split(100, 20);
        Augmentation.Augmented same = augmented(split, new Augment(0, 0, 1, 0, 5));

        assertThat(same.window()).isSameAs(split);
        assertThat(same.made()).isEmpty();
    }

    @Test
    void shouldNeverTouchWhatJudgesAndMeasures() {
        TrainingWindow.Split split = split(100, 20);
        float[] heldOut = split.heldOut().matrix().clone();
        float[] test = split.test().matrix().clone();
        TrainingWindow.Split after = augmented(split, everything()).window();

        assertThat(after.training().rows()).isGreaterThan(split.training().rows());
        assertThat(after.heldOut()).isSameAs(split.heldOut());
        assertThat(after.test()).isSameAs(split.test());
        assertThat(after.heldOut().matrix()).isEqualTo(heldOut);
        assertThat(after.test().matrix()).isEqualTo(test);
    }

    @Test
    void shouldKeepEveryExampleAsItCameAndAddTheMadeOnesBehind() {
        TrainingWindow before = split(100, 20).training();
        TrainingWindow after = augmented(split(100, 20), everything()).window().training();

        assertThat(Arrays.copyOf(after.matrix(), before.matrix().length)).isEqualTo(before.matrix());
        assertThat(Arrays.copyOf(after.labels(), before.rows())).isEqualTo(before.labels());
    }

    @Test
    void shouldMakeTheSameOfTheSameWindowAndSeedOnly() {
        float[] first = training(split(100, 20), everything(), 1).matrix();

        assertThat(training(split(100, 20), everything(), 1).matrix()).isEqualTo(first);
        assertThat(training(split(100, 20), everything(), 2).matrix()).isNotEqualTo(first);
    }

    @Test
    void shouldJitterNumbersByTheirSpreadAndNothingElse() {
        TrainingWindow.Split split = split(4_000, 4_000);
        Augmentation.Augmented jittered = augmented(split, new Augment(0.1, 0, 1, 0, 5));
        TrainingWindow window = jittered.window().training();
        int rows = split.training().rows();
        Slots slots = Slots.of(LAYOUT, split.training());

        assertThat(jittered.made()).containsOnlyKeys("jitter").containsValue(rows);
        Spread noise = new Spread();
        for (int row = 0; row < rows; row++) {
            float difference = value(window, rows + row, 0) - value(window, row, 0);
            assertThat(Float.isNaN(difference))
                    .as("missing stays missing")
                    .isEqualTo(Float.isNaN(value(window, row, 0)));
            noise.add(difference);
            assertThat(value(window, rows + row, 2)).isEqualTo(value(window, row, 2));
            assertThat(value(window, rows + row, 3)).isEqualTo(value(window, row, 3));
        }
        assertThat(noise.deviation() / slots.deviation(0)).isCloseTo(0.1, within(0.005));
    }

    @Test
    void shouldMixNumbersOfOneClassAndTakeCodesFromOneOfTheTwo() {
        TrainingWindow.Split split = split(300, 100);
        TrainingWindow window =
                augmented(split, new Augment(0, 1, 2, 0, 5)).window().training();

        assertThat(window.rows()).isEqualTo(3 * split.training().rows());
        for (int row = split.training().rows(); row < window.rows(); row++) {
            assertThatLiesInItsClass(window, row);
            assertThat(value(window, row, 2)).isIn(0f, 1f);
            assertThat(value(window, row, 3)).isIn(0f, 1f, 2f, 3f, Float.NaN);
        }
    }

    @Test
    void shouldBringRareClassesUpToTheShareAsked() {
        TrainingWindow.Split split = split(400, 40);
        Augmentation.Augmented balanced = augmented(split, new Augment(0, 0, 1, 0.5, 5));
        TrainingWindow window = balanced.window().training();

        assertThat(balanced.made()).isEqualTo(java.util.Map.of("smote", 160));
        assertThat(Arrays.stream(window.labels()).filter(label -> label == 0)).hasSize(400);
        assertThat(Arrays.stream(window.labels()).filter(label -> label == 1)).hasSize(200);
        for (int row = split.training().rows(); row < window.rows(); row++) {
            assertThatLiesInItsClass(window, row);
            assertThat(value(window, row, 2)).isIn(0f, 1f);
        }
    }

    @Test
    void shouldPlaceExamplesBetweenNeighboursAndNotAcrossAGap() {
        int rows = 60;
        float[] matrix = new float[rows * 4];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            boolean rare = row < 12;
            labels[row] = rare ? 1 : 0;
            // the rare class lives in two clusters, at 0 and at 1000
            matrix[row * 4] = rare ? (row < 6 ? row : 1_000 + row) : 500 + row;
            matrix[row * 4 + 3] = row < 6 ? 1 : 2;
        }
        TrainingWindow training = new TrainingWindow(4, matrix, labels);
        TrainingWindow window = training(new TrainingWindow.Split(training, training), new Augment(0, 0, 1, 1, 3), 1);

        for (int row = rows; row < window.rows(); row++) {
            float x = value(window, row, 0);
            assertThat(x <= 5 || x >= 1_006).as("x is %s", x).isTrue();
            assertThat(value(window, row, 3)).as("the code of its cluster").isEqualTo(x <= 5 ? 1f : 2f);
        }
    }

    @Test
    void shouldLeaveClassesAloneThatAreTooSmall() {
        for (int rare = 1; rare <= 3; rare++) {
            Augmentation.Augmented few = augmented(split(5, rare), new Augment(0.1, 0.2, 1, 1, 5));
            int expected = rare >= 2 ? 5 - rare : 0;

            assertThat(few.made().get("smote")).as("of %s examples", rare).isEqualTo(expected);
            assertThat(few.window().training().rows()).isGreaterThanOrEqualTo(5 + rare);
        }
    }

    @Test
    void shouldMakeNothingOfAWindowThatTeachesNothing() {
        TrainingWindow.Split oneClass = split(5, 0);

        assertThat(augmented(oneClass, everything()).window()).isSameAs(oneClass);
    }

    @Test
    void shouldCopeWithColumnsThatHaveNoValueOrOnlyOne() {
        float[] matrix = new float[40];
        Arrays.fill(matrix, Float.NaN);
        IntStream.range(0, 10).forEach(row -> matrix[row * 4 + 1] = 7);
        TrainingWindow training = new TrainingWindow(4, matrix, new int[] {0, 0, 0, 0, 0, 0, 0, 1, 1, 1});
        TrainingWindow window = training(new TrainingWindow.Split(training, training), everything(), 1);

        for (int row = 10; row < window.rows(); row++) {
            assertThat(value(window, row, 0)).isNaN();
            assertThat(value(window, row, 1)).isEqualTo(7);
            assertThat(value(window, row, 3)).isNaN();
        }
    }

    @Test
    void shouldStopLookingForNeighboursWhenInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> augmented(split(100, 20), everything())).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void assertThatLiesInItsClass(TrainingWindow window, int row) {
        float x = value(window, row, 0);
        int label = window.labels()[row];
        assertThat(Float.isNaN(x) || (x >= 100 * label && x <= 100 * label + 10))
                .isTrue();
    }

    private static Augment everything() {
        return new Augment(0.1, 0.4, 1, 1, 5);
    }

    private static Augmentation.Augmented augmented(TrainingWindow.Split split, Augment settings) {
        return new Augmentation(settings, 1).augment(split, LAYOUT);
    }

    private static TrainingWindow training(TrainingWindow.Split split, Augment settings, long seed) {
        return new Augmentation(settings, seed).augment(split, LAYOUT).window().training();
    }

    private static float value(TrainingWindow window, int row, int slot) {
        return window.matrix()[row * window.features() + slot];
    }

    /** A training part with so many examples of class 0 and 1, and ten of each to judge by and to measure on. */
    private static TrainingWindow.Split split(int ofZero, int ofOne) {
        return new TrainingWindow.Split(window(ofZero, ofOne, 1), window(10, 10, 2), window(10, 10, 3), 0);
    }

    private static TrainingWindow window(int ofZero, int ofOne, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] matrix = new float[4 * (ofZero + ofOne)];
        int[] labels = new int[ofZero + ofOne];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = row < ofZero ? 0 : 1;
            matrix[4 * row] = (float) (100 * labels[row] + random.nextDouble(10));
            matrix[4 * row + 1] = random.nextInt(100);
            matrix[4 * row + 2] = random.nextInt(2);
            matrix[4 * row + 3] = random.nextInt(4);
            if (random.nextInt(10) == 0) {
                matrix[4 * row + random.nextInt(2)] = Float.NaN;
            }
        }
        return new TrainingWindow(4, matrix, labels);
    }
}
