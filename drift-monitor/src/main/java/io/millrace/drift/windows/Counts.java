package io.millrace.drift.windows;

import java.util.Arrays;

/**
 * How often each kind stands in some records, for the columns of a series one behind the other, as {@link SeriesReference} lays them out. Counts of parts add up to
 * those of the whole. Immutable.
 */
public final class Counts {
    private final int[] counts;

    private Counts(int[] counts) {
        this.counts = counts;
    }

    /** @param counts taken over, not copied: the caller lets go of it */
    public static Counts of(int[] counts) {
        return new Counts(counts);
    }

    /** How many counts there are. */
    public int length() {
        return counts.length;
    }

    /** Count at a place. */
    public int at(int place) {
        return counts[place];
    }

    /** @param other as long as this */
    public Counts plus(Counts other) {
        int[] sum = counts.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.counts[i];
        }
        return new Counts(sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Counts that && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return Arrays.toString(counts);
    }
}
