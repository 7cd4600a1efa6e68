package io.millrace.drift.windows;

import java.util.List;

/**
 * How a window differs from its reference.
 *
 * @param drifted whether more than by chance, at the stated rate of false alarms
 * @param pValue the smallest of the columns
 * @param threshold at or below which it counts as drifted
 * @param columns those that moved most, the most significant first, five at most; empty where there is nothing to compare
 */
public record Difference(boolean drifted, double pValue, double threshold, List<Movement> columns) {
    /** Columns that are told of. */
    static final int MOST_COLUMNS = 5;

    public Difference {
        columns = List.copyOf(columns);
    }
}
