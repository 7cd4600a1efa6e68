package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the portfolio of numbers holds after a million examples of Friedman's function of ten numbers, five of which matter; prints a line. */
class NumberMemoryTest {
    private static final int TIMES = 10;
    private static final int EXAMPLES = 100_000;
    private static final int SLOTS = 10;
    private static final long MEGABYTE = 1 << 20;

    @Test
    void shouldHoldNoMoreAfterAMillionExamplesThanAfterHalfAMillion() {
        Assumptions.assumeFalse(
                System.getProperty("millrace.fixtures", "").isEmpty(),
                () -> "skipped: takes minutes; runs with -Dmillrace.fixtures=DIR");
        long before = held();
        Regressor portfolio = RegressionPortfolio.standard(new Layout(Collections.nCopies(SLOTS, 0)), 1, 1);
        Chance chance = new Chance(7);
        List<Long> held = new ArrayList<>();
        List<Long> snapshots = new ArrayList<>();
        for (int time = 0; time < TIMES; time++) {
            for (int i = 0; i < EXAMPLES; i++) {
                float[] values = values(chance);
                portfolio.learn(values, friedman(values));
            }
            held.add((held() - before) / MEGABYTE);
            snapshots.add(portfolio.snapshot().length / MEGABYTE);
        }
        System.out.println("REGRESSION PORTFOLIO holds, in MB after each 100,000 examples: " + held);
        System.out.println("and its snapshot takes, in MB: " + snapshots);
        assertThat(portfolio.predict(new float[SLOTS])).isFinite();
        assertThat(held).allMatch(megabytes -> megabytes < 512);
        double half = Collections.max(held.subList(0, TIMES / 2));
        assertThat((double) Collections.max(held.subList(TIMES / 2, TIMES))).isLessThan(1.25 * half);
    }

    private static float[] values(Chance chance) {
        float[] values = new float[SLOTS];
        for (int i = 0; i < SLOTS; i++) {
            values[i] = (float) chance.share();
        }
        return values;
    }

    /** Friedman 1991, Multivariate Adaptive Regression Splines. */
    private static double friedman(float[] x) {
        return 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * Math.pow(x[2] - 0.5, 2) + 10 * x[3] + 5 * x[4];
    }

    private static long held() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
