package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SoftmaxTest {
    static List<Descent> descents() {
        return List.of(new Sgd(0.01), new Adam(0.005), new Ftrl(0.5, 1, 0, 0));
    }

    /** P(1) = 1 / (1 + exp(-(2z - 1))), z the first number in standard deviations; the numbers are on very different scales. */
    @ParameterizedTest
    @MethodSource("descents")
    void shouldFindTheProbabilitiesOfALinearModelOnAnyScale(Descent descent) {
        Softmax learner = new Softmax(new Layout(List.of(0, 0)), descent);
        Chance chance = new Chance(1);
        double root = Math.sqrt(12);
        for (int i = 0; i < 50_000; i++) {
            double z = (chance.share() - 0.5) * root;
            float[] values = {(float) (1e6 + 1e4 * z), (float) (1e-6 * chance.share())};
            learner.learn(values, chance.share() < logistic(2 * z - 1) ? 1 : 0);
        }
        for (double z : new double[] {-1.5, -0.5, 0, 0.5, 1.5}) {
            double found = learner.predict(new float[] {(float) (1e6 + 1e4 * z), 0.5e-6f})[1];
            assertThat(found).as("at " + z).isCloseTo(logistic(2 * z - 1), within(0.09));
        }
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @ParameterizedTest
    @MethodSource("descents")
    void shouldGiveEachCodeAndTheMissingOneAWeightOfItsOwn(Descent descent) {
        Softmax learner = new Softmax(new Layout(List.of(4)), descent);
        Chance chance = new Chance(2);
        double[] rates = {0.2, 0.8, 0.5, 0.9, 0.1};
        for (int i = 0; i < 50_000; i++) {
            int code = chance.below(5);
            learner.learn(new float[] {code == 4 ? Float.NaN : code}, chance.share() < rates[code] ? 1 : 0);
        }
        for (int code = 0; code < 5; code++) {
            assertThat(learner.predict(new float[] {code == 4 ? Float.NaN : code})[1])
                    .as("code " + code)
                    .isCloseTo(rates[code], within(0.12));
        }
    }

    @Test
    void shouldKeepAtZeroWhatDoesNotAddUpToLambda() {
        Ftrl pulled = new Ftrl(0.1, 1, 1, 0);
        double[] weights = new double[1];
        double[] state = new double[2];
        pulled.step(weights, state, 0, 0.6);
        assertThat(weights[0]).isZero();
        pulled.step(weights, state, 0, 0.6);
        // z = 1.2, n = 0.72: -(1.2 - 1) / ((1 + √0.72) / 0.1)
        assertThat(weights[0]).isCloseTo(-0.2 / ((1 + Math.sqrt(0.72)) / 0.1), within(1e-12));
    }

    @Test
    void shouldStepByTheRateFirst() {
        double[] weights = new double[2];
        new Adam(0.01).step(weights, new double[8], 1, 123);
        assertThat(weights).containsExactly(new double[] {0, -0.01}, within(1e-9));
        new Sgd(0.5).step(weights, new double[0], 0, 3);
        assertThat(weights[0]).isEqualTo(-1.5);
    }

    @Test
    void shouldRefuseRatesThatCannotBeMeant() {
        assertThatThrownBy(() -> new Sgd(0)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Adam(Double.NaN)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Ftrl(1, -1, 0, 0)).hasMessageContaining("at least 0");
    }
}
