package io.millrace.trainer.augment;

/** Standard deviation of the finite ones among numbers, by Welford 1962, Note on a Method for Calculating Corrected Sums of Squares and Products. */
final class Spread {
    private double mean;
    private double squares;
    private long count;

    void add(float value) {
        if (Float.isFinite(value)) {
            double off = value - mean;
            mean += off / ++count;
            squares += off * (value - mean);
        }
    }

    /** 0 where there are no finite numbers. */
    double deviation() {
        return count == 0 ? 0 : Math.sqrt(squares / count);
    }
}
