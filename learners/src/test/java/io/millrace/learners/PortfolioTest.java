package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortfolioTest {
    private static final float[] ANY = {0};

    @Test
    void shouldWeighByWhatTheRightClassWasGiven() {
        Portfolio portfolio = new Portfolio(List.of(new Always(0.9), new Always(0.6)), 1, 0);
        portfolio.learn(ANY, 1);
        portfolio.learn(ANY, 1);
        // a hundredth of doubt in each of two classes
        double first = Math.pow(0.98 * 0.9 + 0.01, 2);
        double second = Math.pow(0.98 * 0.6 + 0.01, 2);
        assertThat(portfolio.weights()[0]).isCloseTo(first / (first + second), within(1e-12));
        assertThat(portfolio.predict(ANY)[1])
                .isCloseTo(
                        portfolio.weights()[0] * (0.98 * 0.9 + 0.01) + portfolio.weights()[1] * (0.98 * 0.6 + 0.01),
                        within(1e-12));
    }

    @Test
    void shouldFollowWhoIsRightNow() {
        Portfolio portfolio = new Portfolio(List.of(new Always(0.9), new Always(0.1)), 1, 0.01);
        for (int i = 0; i < 5000; i++) {
            portfolio.learn(ANY, 1);
        }
        assertThat(portfolio.weights()[0]).isGreaterThan(0.98);
        for (int i = 0; i < 10; i++) {
            portfolio.learn(ANY, 0);
        }
        assertThat(portfolio.weights()[1]).isGreaterThan(0.98);
    }

    @Test
    void shouldAskItsMembersOnceForEachExample() {
        Always member = new Always(0.5);
        Portfolio portfolio = new Portfolio(List.of(member), 1, 0);
        portfolio.predict(ANY);
        portfolio.predict(new float[] {0});
        portfolio.learn(ANY, 1);
        assertThat(member.asked).isEqualTo(1);
        portfolio.predict(ANY);
        assertThat(member.asked).isEqualTo(2);
    }

    @Test
    void shouldNeverAnswerMoreThanOneByRounding() {
        Portfolio portfolio = new Portfolio(new Layout(List.of(0)));
        for (int i = 0; i < 200; i++) {
            portfolio.learn(ANY, 0);
            assertThat(portfolio.predict(ANY)).containsExactly(1);
        }
    }

    @Test
    void shouldGoOnWhenAMemberIsNeverRight() {
        Portfolio portfolio = new Portfolio(List.of(new Always(1), new Always(0)), 1, 0);
        for (int i = 0; i < 10_000; i++) {
            portfolio.learn(ANY, 1);
        }
        assertThat(portfolio.weights()[0]).isEqualTo(1);
        assertThat(portfolio.predict(ANY)).containsExactly(new double[] {0.01, 0.99}, within(1e-12));
    }

    @Test
    void shouldRefuseWhatCannotBeMeant() {
        List<Learner> one = List.of(new Always(1));
        assertThatThrownBy(() -> new Portfolio(List.of(), 1, 0)).hasMessageContaining("member");
        assertThatThrownBy(() -> new Portfolio(one, 0, 0)).hasMessageContaining("rate");
        assertThatThrownBy(() -> new Portfolio(one, 1, 1)).hasMessageContaining("share");
    }

    /** Gives class 1 of two the same probability whatever comes. */
    private static final class Always implements Learner {
        private final double one;
        private int asked;

        Always(double one) {
            this.one = one;
        }

        @Override
        public double[] predict(float[] values) {
            asked++;
            return new double[] {1 - one, one};
        }

        @Override
        public void learn(float[] values, int label, double weight) {}

        @Override
        public void keep(State state) {}

        @Override
        public void describe(Parts parts, double weight) {}
    }
}
