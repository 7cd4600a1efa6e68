package io.millrace.statistics.sequential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Tests that the mean of bounded differences, in whatever order they come and whatever the past, is above zero. Whoever bets a fixed share of his capital
 * on each difference being positive cannot expect to gain while it is not: his wealth is a supermartingale that begins at 1, and by Ville's inequality it
 * ever reaches 1/α with probability α at most. It may be looked at after every difference and stopped at any. Immutable.
 *
 * <p>The capital is split over several shares, because the best one depends on the mean and the spread (a mixture); half of it is bet from the first difference on, the other half
 * comes in evenly over the horizon, so that a mean that rises late is found too: both leave a supermartingale.
 *
 * <p>Source: Waudby-Smith and Ramdas 2024, Estimating Means of Bounded Random Variables by Betting, J. R. Stat. Soc. B 86; for bets that begin
 * later Shin, Ramdas and Rinaldo 2024, E-detectors: A Nonparametric Framework for Sequential Change Detection.
 *
 * @param horizon over how many differences the second half of the capital comes in, at least 1
 * @param seen how many differences there were
 * @param wealth of each bet, that which has come in so far; as many as there are shares
 */
public record BettingTest(long horizon, long seen, List<Double> wealth) {
    /** Shares of the capital that are bet: differences are between -1 and 1, so none can lose it all. */
    private static final double[] SHARES = {0.8, 0.4, 0.2, 0.1, 0.05, 0.025};

    private static final double AT_ONCE = 0.5;

    public BettingTest {
        if (horizon < 1 || seen < 0) {
            throw new IllegalArgumentException("a horizon of " + horizon + ", and " + seen + " differences seen");
        }
        if (wealth.size() != SHARES.length || wealth.stream().anyMatch(of -> !(of >= 0))) {
            throw new IllegalArgumentException("there must be " + SHARES.length + " wealths, none below 0");
        }
        wealth = List.copyOf(wealth);
    }

    /** A test that has seen nothing. */
    public static BettingTest over(long horizon) {
        return new BettingTest(horizon, 0, Collections.nCopies(SHARES.length, AT_ONCE));
    }

    /** @param difference -1 to 1 */
    public BettingTest after(double difference) {
        if (!(difference >= -1 && difference <= 1)) {
            throw new IllegalArgumentException("a difference must be between -1 and 1, not " + difference);
        }
        double comesIn = seen < horizon ? (1 - AT_ONCE) / horizon : 0;
        List<Double> next = new ArrayList<>(SHARES.length);
        for (int i = 0; i < SHARES.length; i++) {
            next.add((wealth.get(i) + comesIn) * (1 + SHARES[i] * difference));
        }
        return new BettingTest(horizon, seen + 1, next);
    }

    /** Evidence that the mean is above zero: what 1 has grown to, 0 or more. 1/α or more is significant at α. */
    public double evidence() {
        double held = wealth.stream().mapToDouble(Double::doubleValue).sum() / SHARES.length;
        return held + (1 - AT_ONCE) * (horizon - Math.min(seen, horizon)) / horizon;
    }

    /** @param errorRate probability of ever being wrong in saying so, above 0 and below 1 */
    public boolean isPositive(double errorRate) {
        return evidence() >= 1 / errorRate;
    }
}
