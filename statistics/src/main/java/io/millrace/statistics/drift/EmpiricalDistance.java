package io.millrace.statistics.drift;

/**
 * How far two empirical distribution functions F and G are apart, in one walk along both. NaN where a sample is empty.
 *
 * @param largest sup |F - G|, 0 to 1: the statistic of Kolmogorov and Smirnov
 * @param wasserstein1 ∫ |F - G| dx, in the unit of the values: the mean way a value has to be moved (Vallender 1974, Calculation of the Wasserstein
 *     distance between probability distributions on the line)
 * @param energy √(2 ∫ (F - G)² dx), in the square root of that unit (Székely and Rizzo 2013, Energy statistics)
 */
public record EmpiricalDistance(double largest, double wasserstein1, double energy) {
    public static EmpiricalDistance between(Sample reference, Sample current) {
        double[] x = reference.ascending();
        double[] y = current.ascending();
        if (x.length == 0 || y.length == 0) {
            return new EmpiricalDistance(Double.NaN, Double.NaN, Double.NaN);
        }
        double largest = 0;
        double area = 0;
        double squares = 0;
        double apart = 0;
        double last = Math.min(x[0], y[0]);
        int i = 0;
        int j = 0;
        while (i < x.length || j < y.length) {
            double value = j == y.length || i < x.length && x[i] <= y[j] ? x[i] : y[j];
            area += apart * (value - last);
            squares += apart * apart * (value - last);
            while (i < x.length && x[i] == value) {
                i++;
            }
            while (j < y.length && y[j] == value) {
                j++;
            }
            apart = Math.abs((double) i / x.length - (double) j / y.length);
            largest = Math.max(largest, apart);
            last = value;
        }
        return new EmpiricalDistance(largest, area, Math.sqrt(2 * squares));
    }
}
