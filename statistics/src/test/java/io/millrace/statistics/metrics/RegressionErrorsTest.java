package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RegressionErrorsTest {
    @Test
    void shouldAgreeWithTheExampleWorkedByHand() {
        RegressionErrors errors = of(new double[] {1, 2, 4, 5}, new double[] {2, 2, 3, 8}); // errors 1, 0, -1, 3
        assertThat(errors.meanAbsolute()).isEqualTo(1.25);
        assertThat(errors.meanSquared()).isEqualTo(2.75);
        assertThat(errors.rootMeanSquared()).isEqualTo(Math.sqrt(2.75));
        assertThat(errors.greatest()).isEqualTo(3);
        assertThat(errors.bias()).isEqualTo(0.75);
        assertThat(errors.r2()).isCloseTo(1 - 11.0 / 10, within(1e-12));
        assertThat(errors.explainedVariance()).isCloseTo(1 - (11 - 4 * 0.75 * 0.75) / 10, within(1e-12));
        assertThat(errors.meanRelative()).isCloseTo((1 + 0 + 0.25 + 0.6) / 4, within(1e-12));
        assertThat(errors.symmetricRelative()).isCloseTo((2.0 / 3 + 0 + 2.0 / 7 + 6.0 / 13) / 4, within(1e-12));
    }

    @Test
    void shouldExplainNoVarianceThatIsNotThere() {
        assertThat(of(new double[] {0.1, 0.1, 0.1}, new double[] {1, 2, 3}).r2())
                .isNaN();
        assertThat(of(new double[] {0.1, 0.1, 0.1}, new double[] {1, 2, 3}).explainedVariance())
                .isNaN();
        assertThat(of(new double[] {7}, new double[] {7}).r2()).isNaN();
    }

    @Test
    void shouldHaveNoRelativeErrorOfZero() {
        assertThat(of(new double[] {0, 1}, new double[] {0, 1}).meanRelative()).isNaN();
        assertThat(of(new double[] {0, 1}, new double[] {0.5, 1}).meanRelative())
                .isNaN();
        assertThat(of(new double[] {0, 1}, new double[] {0.5, 1}).symmetricRelative())
                .isEqualTo(1);
    }

    @Test
    void shouldBeUndefinedWhileEmpty() {
        RegressionErrors none = new RegressionErrors();
        assertThat(none.count()).isZero();
        assertThat(new double[] {
                    none.meanAbsolute(),
                    none.meanSquared(),
                    none.rootMeanSquared(),
                    none.greatest(),
                    none.bias(),
                    none.r2(),
                    none.explainedVariance(),
                    none.meanRelative(),
                    none.symmetricRelative()
                })
                .containsOnly(Double.NaN);
    }

    @Test
    void shouldBeTheSameInPartsAsInOne() {
        RegressionErrors whole = of(new double[] {1, 2, 4, 5, 9}, new double[] {2, 2, 3, 8, 7});
        RegressionErrors parts = new RegressionErrors();
        parts.add(new RegressionErrors().state());
        parts.add(of(new double[] {1, 2}, new double[] {2, 2}).state());
        parts.add(of(new double[] {4, 5, 9}, new double[] {3, 8, 7}).state());

        assertThat(parts.state())
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
                .isEqualTo(whole.state());
        assertThat(parts.ofMean()).isCloseTo(Math.sqrt(38.8 / 5), within(1e-12));
    }

    @Test
    void shouldGoOnToTheSameBit() {
        RegressionErrors errors = of(new double[] {0.1, 0.7}, new double[] {0.3, 0.2});
        RegressionErrors restored = new RegressionErrors();
        restored.add(errors.state());
        assertThat(restored.state()).isEqualTo(errors.state());
    }

    @Test
    void shouldRefuseWhatIsNotFinite() {
        RegressionErrors errors = new RegressionErrors();
        assertThatThrownBy(() -> errors.update(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> errors.update(1, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(errors.count()).isZero();
    }

    private static RegressionErrors of(double[] actual, double[] predicted) {
        RegressionErrors errors = new RegressionErrors();
        for (int i = 0; i < actual.length; i++) {
            errors.update(actual[i], predicted[i]);
        }
        return errors;
    }
}
