package io.millrace.features;

/**
 * What the stream so far says of the values of one column, over all partitions. The figures of a column without a value are
 * NaN, its mode is empty.
 */
public interface Figures {
    /** Of a column nothing is known of. */
    Figures NONE = new Figures() {
        @Override
        public long count() {
            return 0;
        }

        @Override
        public double mean() {
            return Double.NaN;
        }

        @Override
        public double quantile(double share) {
            return Double.NaN;
        }

        @Override
        public double medianDeviation() {
            return Double.NaN;
        }

        @Override
        public String mode() {
            return "";
        }
    };

    /** Values that were seen; missing ones are none. */
    long count();

    double mean();

    /** @param share from 0 to 1: 0.5 asks for the median */
    double quantile(double share);

    /** The median of the distances from the median (MAD). */
    double medianDeviation();

    /** The most frequent category, as {@link CleanValues} hears it; {@code true} or {@code false} of a boolean column. */
    String mode();
}
