package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    @Test
    void shouldAgreeWithTheExampleWorkedByHand() {
        ConfusionMatrix matrix = filled(new long[][] {{20, 5}, {10, 15}});
        assertThat(matrix.accuracy()).isEqualTo(0.7);
        assertThat(matrix.kappa()).isCloseTo(0.4, within(1e-12)); // p_o = 0.7, p_e = 0.5
        assertThat(matrix.actual(0)).isEqualTo(25);
        assertThat(matrix.predicted(0)).isEqualTo(30);
        assertThat(matrix.majorityShare()).isEqualTo(0.5);
    }

    @Test
    void shouldBeUndefinedWhileEmpty() {
        ConfusionMatrix empty = new ConfusionMatrix(3);
        assertThat(empty.count()).isZero();
        assertThat(empty.accuracy()).isNaN();
        assertThat(empty.kappa()).isNaN();
        assertThat(empty.majorityShare()).isNaN();
        assertThat(empty.precision(0)).isNaN();
        assertThat(empty.macro(empty::f1)).isNaN();
        assertThat(empty.weighted(empty::f1)).isNaN();
        assertThat(empty.balancedAccuracy()).isNaN();
        assertThat(empty.matthews()).isNaN();
    }

    @Test
    void shouldHaveNoKappaWhereChanceExplainsEverything() {
        ConfusionMatrix constant = filled(new long[][] {{9, 0}, {0, 0}});
        assertThat(constant.accuracy()).isEqualTo(1);
        assertThat(constant.kappa()).isNaN();
    }

    @Test
    void shouldAllowASingleClass() {
        ConfusionMatrix single = filled(new long[][] {{4}});
        assertThat(single.accuracy()).isEqualTo(1);
        assertThat(single.kappa()).isNaN();
    }

    @Test
    void shouldGiveNegativeKappaWhereItIsWorseThanChance() {
        assertThat(filled(new long[][] {{0, 4}, {4, 0}}).kappa()).isEqualTo(-1);
        assertThat(filled(new long[][] {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}}).kappa())
                .isCloseTo(-0.5, within(1e-12));
    }

    @Test
    void shouldTellPrecisionFromRecall() {
        ConfusionMatrix matrix = filled(new long[][] {{20, 5}, {10, 15}});
        assertThat(matrix.precision(1)).isEqualTo(0.75);
        assertThat(matrix.recall(1)).isEqualTo(0.6);
        assertThat(matrix.f1(1)).isCloseTo(2 * 0.75 * 0.6 / 1.35, within(1e-15));
        assertThat(matrix.f(2, 1)).isCloseTo(5 * 0.75 * 0.6 / (4 * 0.75 + 0.6), within(1e-15));
        assertThat(matrix.macro(matrix::recall)).isEqualTo(0.7);
        assertThat(matrix.balancedAccuracy()).isEqualTo(0.7);
        assertThat(matrix.weighted(matrix::recall)).isCloseTo(matrix.accuracy(), within(1e-15));
        assertThat(matrix.matthews()).isCloseTo((20 * 15 - 5 * 10) / Math.sqrt(25.0 * 25 * 30 * 20), within(1e-15));
    }

    @Test
    void shouldCountAnAbsentClassAsNothingRight() {
        ConfusionMatrix absent = filled(new long[][] {{3, 0, 0}, {0, 3, 0}, {0, 0, 0}});
        assertThat(absent.precision(2)).isZero();
        assertThat(absent.recall(2)).isZero();
        assertThat(absent.f1(2)).isZero();
        assertThat(absent.macro(absent::f1)).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(absent.weighted(absent::f1)).isEqualTo(1);
        assertThat(absent.balancedAccuracy()).isNaN();
        assertThat(absent.matthews()).isEqualTo(1);
        assertThat(filled(new long[][] {{4, 2}, {0, 0}}).matthews()).isZero();
    }

    @Test
    void shouldTakeBackWhatItCounted() {
        ConfusionMatrix matrix = filled(new long[][] {{2, 1}, {0, 1}});
        matrix.remove(0, 1);
        assertThat(matrix.count()).isEqualTo(3);
        assertThat(matrix.accuracy()).isEqualTo(1);
        assertThatThrownBy(() -> matrix.remove(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseAClassThatIsNone() {
        assertThatThrownBy(() -> new ConfusionMatrix(2).update(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new ConfusionMatrix(2).update(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new ConfusionMatrix(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ConfusionMatrix filled(long[][] counts) {
        ConfusionMatrix matrix = new ConfusionMatrix(counts.length);
        for (int actual = 0; actual < counts.length; actual++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                for (long n = 0; n < counts[actual][predicted]; n++) {
                    matrix.update(actual, predicted);
                }
            }
        }
        return matrix;
    }
}
