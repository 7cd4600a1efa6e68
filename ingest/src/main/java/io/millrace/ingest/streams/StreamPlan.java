package io.millrace.ingest.streams;

/**
 * What a labelled stream is made of; the same plan gives the same items.
 *
 * @param records how many records, defective ones included
 * @param seed seed of every random choice
 * @param labelDelay the label of a record follows so many records later
 * @param dirtyShare share of records with a defect, 0 to 0.5
 */
public record StreamPlan(long records, long seed, int labelDelay, double dirtyShare) {
    public StreamPlan {
        check(records >= 0, "records must not be negative: " + records);
        check(labelDelay >= 0, "labelDelay must not be negative: " + labelDelay);
        check(dirtyShare >= 0 && dirtyShare <= 0.5, "dirtyShare must be between 0 and 0.5: " + dirtyShare);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The same plan for fewer records, where there are no more. */
    StreamPlan atMost(long available) {
        return new StreamPlan(Math.min(records, available), seed, labelDelay, dirtyShare);
    }
}
