package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedIntervalTest {
    @Test
    void shouldBeStudentsOnTheDifferences() {
        // Student's own table of extra hours of sleep: R's t.test(group2, group1, paired = TRUE)
        double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
        double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

        PairedInterval interval = PairedInterval.of(second, first, 0.05);

        assertThat(interval.mean()).isCloseTo(1.58, within(1e-9));
        assertThat(interval.low()).isCloseTo(0.7001142, within(1e-6));
        assertThat(interval.high()).isCloseTo(2.4598858, within(1e-6));
    }

    @Test
    void shouldBeSureWhereTheDifferenceIsAlwaysTheSame() {
        assertThat(PairedInterval.of(new double[] {2, 3}, new double[] {1, 2}, 0.05))
                .isEqualTo(new PairedInterval(1, 1, 1));
    }

    @Test
    void shouldKnowNothingFromOneExample() {
        assertThat(PairedInterval.of(new double[] {2}, new double[] {1}, 0.05).low())
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void shouldMissTheMeanAsOftenAsItSays() {
        assertThat(missed(0)).isLessThanOrEqualTo(60);
    }

    /** Each difference tells 0.9 of the next, so that 400 are worth 21: Student's own interval misses the mean in 650 of 1,000. */
    @Test
    void shouldNotTakeNeighboursForManyWitnesses() {
        assertThat(missed(0.9)).isLessThanOrEqualTo(150);
    }

    /** Of a thousand intervals at 5 % around a mean of zero, by 400 differences that each tell so much of the next. */
    private static int missed(double ofNext) {
        SplittableRandom random = new SplittableRandom(5);
        int missed = 0;
        for (int run = 0; run < 1_000; run++) {
            double[] differences = new double[400];
            double last = random.nextGaussian() / Math.sqrt(1 - ofNext * ofNext);
            for (int i = 0; i < differences.length; i++) {
                last = ofNext * last + random.nextGaussian();
                differences[i] = last;
            }
            PairedInterval interval = PairedInterval.of(differences, new double[differences.length], 0.05);
            missed += interval.low() > 0 || interval.high() < 0 ? 1 : 0;
        }
        return missed;
    }

    @Test
    void shouldRefuseWhatIsNotPaired() {
        assertThatThrownBy(() -> PairedInterval.of(new double[1], new double[2], 0.05))
                .hasMessage("1 losses cannot be paired with 2");
    }
}
