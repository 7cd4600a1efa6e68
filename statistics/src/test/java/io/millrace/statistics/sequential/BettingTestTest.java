package io.millrace.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class BettingTestTest {
    private static final double ALPHA = 0.05;
    private static final int RUNS = 1_000;
    private static final int LENGTH = 2_000;

    @Test
    void shouldBeWrongAtMostAsOftenAsStatedHoweverOftenItIsLookedAt() {
        SplittableRandom random = new SplittableRandom(1);

        assertThat(found(() -> disagreement(random, 0.3, 0.5), LENGTH)).isLessThanOrEqualTo(RUNS / 20);
        assertThat(found(() -> disagreement(random, 1, 0.5), LENGTH)).isLessThanOrEqualTo(RUNS / 20);
        assertThat(found(() -> random.nextDouble() - 0.5, LENGTH)).isLessThanOrEqualTo(RUNS / 20);
        // skewed: rare gains that pay for many small losses
        assertThat(found(() -> random.nextInt(50) == 0 ? 0.98 : -0.02, LENGTH)).isLessThanOrEqualTo(RUNS / 20);
    }

    @Test
    void shouldFindFivePointsMoreAccuracyWithinTwoThousand() {
        SplittableRandom random = new SplittableRandom(2);

        // the two disagree about 20 of 100 records, and the better one is right about 12.5 of them
        assertThat(found(() -> disagreement(random, 0.2, 0.625), 2_000)).isGreaterThanOrEqualTo(RUNS * 95 / 100);
    }

    @Test
    void shouldFindWhatBeginsLate() {
        BettingTest test = BettingTest.over(10_000);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 3_000; i++) {
            test = test.after(disagreement(random, 0.2, 0.4));
        }
        assertThat(test.isPositive(ALPHA)).isFalse();

        assertThat(firstPositive(test, () -> disagreement(random, 0.3, 0.8), 1_000))
                .isPresent();
    }

    @Test
    void shouldGoOnFromItsState() {
        BettingTest test = BettingTest.over(10).after(0.5).after(-0.2);

        assertThat(new BettingTest(test.horizon(), test.seen(), test.wealth()).after(1))
                .isEqualTo(test.after(1));
    }

    @Test
    void shouldBeginWithoutEvidence() {
        assertThat(BettingTest.over(1).evidence()).isEqualTo(1);
        assertThat(BettingTest.over(1).after(0).after(0).evidence()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatIsOutOfBounds() {
        assertThatThrownBy(() -> BettingTest.over(1).after(1.1)).hasMessageContaining("between -1 and 1, not 1.1");
        assertThatThrownBy(() -> BettingTest.over(1).after(Double.NaN)).hasMessageContaining("NaN");
    }

    /** Whose miss a record is, where the two disagree; 0 where they agree. */
    private static double disagreement(SplittableRandom random, double often, double better) {
        if (random.nextDouble() >= often) {
            return 0;
        }
        return random.nextDouble() < better ? 1 : -1;
    }

    private static int found(DoubleSupplier differences, int length) {
        int found = 0;
        for (int run = 0; run < RUNS; run++) {
            found +=
                    firstPositive(BettingTest.over(LENGTH), differences, length).isPresent() ? 1 : 0;
        }
        return found;
    }

    private static OptionalInt firstPositive(BettingTest begun, DoubleSupplier differences, int length) {
        BettingTest test = begun;
        for (int i = 1; i <= length; i++) {
            test = test.after(differences.getAsDouble());
            if (test.isPositive(ALPHA)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
