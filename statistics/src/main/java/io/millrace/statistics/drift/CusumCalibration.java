package io.millrace.statistics.drift;

import io.millrace.statistics.drift.BernoulliCusum.Design;

/**
 * Finds the steps and the threshold of a {@link BernoulliCusum} for a wanted mean run length between false alarms.
 *
 * <p>γ = r1 / r2 with r1 = -ln((1-p1)/(1-p0)) and r2 = ln(p1(1-p0) / (p0(1-p1))) makes S the log-likelihood ratio of the two rates
 * (Reynolds and Stoumbos 1999, eq. 5-7). They round γ to 1/m; here it is the simplest fraction near enough, so that rates above one half
 * work as well. S then lives on a lattice, and the mean run length of a threshold is that of a finite Markov chain: exact.
 */
final class CusumCalibration {
    private static final double LEAST_RISE = 0.001;
    private static final double GAMMA_TOLERANCE = 0.05; // of p1 - p0
    private static final double FINEST_STEP =
            Math.log(1.1); // one step more of threshold gives 10 % more run length at most
    private static final int COARSEST_LATTICE = 10;
    private static final long LARGEST_BAND = 20_000_000;

    private final double p0;
    private final int up;
    private final int down;

    private CusumCalibration(double p0, int up, int down) {
        this.p0 = p0;
        this.up = up;
        this.down = down;
    }

    static Design design(double p0, double p1, double averageRunLength) {
        if (!(p0 > 0 && p1 < 1 && p1 - p0 >= LEAST_RISE)) {
            throw new IllegalArgumentException(
                    "rates must be 0 < p0 < p1 < 1 and " + LEAST_RISE + " apart: " + p0 + ", " + p1);
        }
        if (!(averageRunLength >= 1 && averageRunLength <= 1e12)) {
            throw new IllegalArgumentException("averageRunLength must be between 1 and 1e12, not " + averageRunLength);
        }
        double r1 = -Math.log((1 - p1) / (1 - p0));
        double r2 = Math.log(p1 * (1 - p0) / (p0 * (1 - p1)));
        int steps = lattice(r1 / r2, GAMMA_TOLERANCE * (p1 - p0), (int) Math.ceil(r2 / FINEST_STEP));
        int down = (int) Math.round(r1 / r2 * steps);
        CusumCalibration chain = new CusumCalibration(p0, steps - down, down);
        int threshold = chain.thresholdFor(averageRunLength);
        return new Design(p0, p1, chain.up, down, threshold, chain.runLength(threshold));
    }

    /** Steps that make one error: the fewest such that γ is met and no step is too long. */
    private static int lattice(double gamma, double tolerance, int atLeast) {
        int steps = Math.max(COARSEST_LATTICE, atLeast);
        while (true) {
            long down = Math.round(gamma * steps);
            if (down > 0
                    && down < steps
                    && Math.abs((double) down / steps - gamma) <= tolerance
                    && coprime(down, steps)) {
                return steps;
            }
            steps++;
        }
    }

    private static boolean coprime(long a, long b) {
        return b == 0 ? a == 1 : coprime(b, a % b);
    }

    /** The smallest threshold with at least such a run length: it grows with the threshold. */
    private int thresholdFor(double averageRunLength) {
        int low = 0;
        int high = up;
        while (runLength(high) < averageRunLength) {
            low = high;
            high = 2 * high;
            if ((long) high * (up + 1 + down) > LARGEST_BAND) {
                throw new IllegalArgumentException("p0 and p1 are too near for a run length of " + averageRunLength);
            }
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (runLength(middle) < averageRunLength) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * Mean number of observations from level 0 to the threshold h. E(s) = 1 + p0 E(s + up) + (1 - p0) E(max(0, s - down)), E = 0 from h on; solved
     * by elimination inside the band from s - down to s + up. No pivoting is needed: the matrix is an M-matrix.
     */
    double runLength(int h) {
        int width = down + 1 + up;
        double[] band = new double[h * width]; // row s holds the columns from s - down on
        double[] right = new double[h];
        for (int s = 0; s < h; s++) {
            band[s * width + down] += 1;
            band[s * width + Math.max(0, s - down) - s + down] -= 1 - p0;
            if (s + up < h) {
                band[s * width + down + up] -= p0;
            }
            right[s] = 1;
        }
        for (int pivot = 0; pivot < h; pivot++) {
            eliminate(pivot, h, band, right);
        }
        for (int s = h - 1; s >= 0; s--) {
            for (int column = s + 1; column <= Math.min(h - 1, s + up); column++) {
                right[s] -= band[s * width + column - s + down] * right[column];
            }
            right[s] /= band[s * width + down];
        }
        return right[0];
    }

    private void eliminate(int pivot, int h, double[] band, double[] right) {
        int width = down + 1 + up;
        int from = pivot * width + down;
        int columns = Math.min(up, h - 1 - pivot);
        for (int s = pivot + 1; s <= Math.min(h - 1, pivot + down); s++) {
            int to = s * width + pivot - s + down;
            double factor = band[to] / band[from];
            if (factor != 0) {
                for (int column = 0; column <= columns; column++) {
                    band[to + column] -= factor * band[from + column];
                }
                right[s] -= factor * right[pivot];
            }
        }
    }
}
