package io.millrace.statistics.drift;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * Whether something that may never have happened before happens more often now: of so many rows of a reference so many had it, of a window so many more.
 * Made for faults, such as missing values, where chi-square has nothing to expect.
 *
 * <p>The p-value is the probability of as many in the window, or more, where the share is one that the reference leaves open: that of Clopper and Pearson's upper
 * confidence distribution, Beta(had + 1, rows - had) ("The use of confidence or fiducial limits", 1934), so that the window's count is beta-binomial. It is rather too
 * large than too small.
 */
public final class RareShare {
    private final long had;
    private final long rows;

    private RareShare(long had, long rows) {
        this.had = had;
        this.rows = rows;
    }

    /**
     * @param had rows of the reference that had it
     * @param rows of the reference; 0 where there is none, which leaves every share open
     */
    public static RareShare of(long had, long rows) {
        if (had < 0 || had > rows) {
            throw new IllegalArgumentException("of " + rows + " rows none to all can have it, not " + had);
        }
        return new RareShare(had, rows);
    }

    /**
     * Takes time by the number of rows.
     *
     * @param had rows of the window that had it
     * @param rows of the window
     * @return probability of so many or more where nothing has changed; 1 where that cannot be told
     */
    public double pValue(long had, long rows) {
        if (had == 0 || this.had == this.rows) {
            return 1;
        }
        double a = this.had + 1.0;
        double b = this.rows - this.had;
        double term = Math.exp(logChoose(rows, had) + LogBeta.value(had + a, rows - had + b) - LogBeta.value(a, b));
        double tail = term;
        for (long k = had; k < rows && term > tail * 1e-17; k++) {
            term *= (rows - k) * (k + a) / ((k + 1.0) * (rows - k - 1 + b));
            tail += term;
        }
        return Math.min(1, tail);
    }

    private static double logChoose(long n, long k) {
        return -Math.log(n + 1.0) - LogBeta.value(k + 1.0, n - k + 1.0);
    }
}
