package io.millrace.statistics.drift;

/**
 * What a test said.
 *
 * @param statistic NaN where it is not defined
 * @param pValue probability of such a statistic, or one further out, where nothing has changed; 0 to 1, NaN where it is not defined
 */
public record Tested(double statistic, double pValue) {
    static final Tested UNDEFINED = new Tested(Double.NaN, Double.NaN);
}
