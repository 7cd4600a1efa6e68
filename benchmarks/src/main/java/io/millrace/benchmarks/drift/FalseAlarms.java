package io.millrace.benchmarks.drift;

/**
 * How often windows in which nothing had changed alarmed.
 *
 * @param windows that were looked at
 * @param measured share of them that alarmed
 * @param fixed share with a column whose own p-value is below 0.05
 * @param psi01 share with a column whose population stability index is above 0.1
 * @param psi02 and above 0.2
 */
record FalseAlarms(
        Kind kind, int columns, int window, long windows, double measured, double fixed, double psi01, double psi02) {
    static FalseAlarms of(Kind kind, int columns, int window, long windows, long[] counts) {
        double all = windows;
        return new FalseAlarms(
                kind, columns, window, windows, counts[0] / all, counts[1] / all, counts[2] / all, counts[3] / all);
    }
}
