package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionPortfolioTest {
    private static final float[] ANY = {0};

    @Test
    void shouldWeighByErrorsInPartsOfItsOwn() {
        RegressionPortfolio portfolio = new RegressionPortfolio(List.of(new Always(1), new Always(4)), 1, 0, 1);
        portfolio.learn(ANY, 0); // nobody is blamed for the first
        assertThat(portfolio.weights()).containsExactly(0.5, 0.5);
        portfolio.learn(ANY, 0);
        // it said 2.5: errors of 0.4 and 1.6 of that
        double first = Math.exp(-0.4);
        double second = Math.exp(-1.6);
        assertThat(portfolio.weights()[0]).isCloseTo(first / (first + second), within(1e-12));
        assertThat(portfolio.predict(ANY))
                .isCloseTo(portfolio.weights()[0] + 4 * portfolio.weights()[1], within(1e-12));
    }

    @Test
    void shouldFollowWhoIsRightNow() {
        RegressionPortfolio portfolio = new RegressionPortfolio(List.of(new Always(1), new Always(4)), 0.3, 0.01, 1);
        for (int i = 0; i < 5000; i++) {
            portfolio.learn(ANY, 1);
        }
        assertThat(portfolio.weights()[0]).isGreaterThan(0.9);
        for (int i = 0; i < 50; i++) {
            portfolio.learn(ANY, 4);
        }
        assertThat(portfolio.weights()[1]).isGreaterThan(0.9);
    }

    @Test
    void shouldJudgeWhatWasSaidWhenItWasAsked() {
        RegressionPortfolio portfolio = new RegressionPortfolio(List.of(new LastTarget(), new Always(3)), 1, 0, 2);
        portfolio.learn(new float[] {1}, 0);
        portfolio.predict(new float[] {2});
        portfolio.learn(new float[] {3}, 9);
        double[] before = portfolio.weights();
        // the last target is 9 by now, and was 0 then: it erred by 9, the other one by 6
        portfolio.learn(new float[] {2}, 9);
        assertThat(portfolio.weights()[1]).isGreaterThan(before[1]);
    }

    @Test
    void shouldGoOnWhenAllAreNeverRight() {
        RegressionPortfolio portfolio = new RegressionPortfolio(List.of(new Always(1), new Always(2)), 1, 0, 1);
        for (int i = 0; i < 10_000; i++) {
            portfolio.learn(ANY, i % 2 == 0 ? 1e100 : -1e100);
        }
        assertThat(portfolio.predict(ANY)).isBetween(1.0, 2.0);
    }

    @Test
    void shouldRefuseWhatCannotBeMeant() {
        List<Regressor> one = List.of(new Always(1));
        assertThatThrownBy(() -> new RegressionPortfolio(List.of(), 1, 0, 1)).hasMessageContaining("member");
        assertThatThrownBy(() -> new RegressionPortfolio(one, 0, 0, 1)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new RegressionPortfolio(one, 1, 1, 1)).hasMessageContaining("share");
        assertThatThrownBy(() -> new RegressionPortfolio(one, 1, 0, 0)).hasMessageContaining("waiting");
    }

    /** Says the same whatever comes. */
    private record Always(double answer) implements Regressor {
        @Override
        public double predict(float[] values) {
            return answer;
        }

        @Override
        public void learn(float[] values, double target, double weight) {}

        @Override
        public void describe(NumberParts parts, double weight) {
            parts.number(weight, answer);
        }

        @Override
        public void keep(State state) {}
    }
}
