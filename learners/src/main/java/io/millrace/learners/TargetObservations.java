package io.millrace.learners;

import java.util.Arrays;

/**
 * The targets that were seen at each value of each slot: bins of a number, a weight and a mean for each code of a category. Missing values are
 * left out.
 */
final class TargetObservations {
    private Columns columns;
    /** By position in the columns; null for a category. */
    private TargetBins[] bins;

    /** By position in the columns: weight and mean target of each code; null for a number. */
    private double[][] codes;

    TargetObservations(Columns columns) {
        lay(columns);
    }

    private void lay(Columns by) {
        columns = by;
        bins = new TargetBins[by.slots.length];
        codes = new double[by.slots.length][];
        for (int i = 0; i < bins.length; i++) {
            bins[i] = by.codes[i] > 0 ? null : new TargetBins();
            codes[i] = by.codes[i] > 0 ? new double[2 * by.codes[i]] : null;
        }
    }

    /** @param all the columns that most who look at these share */
    void keep(State state, Columns all) {
        Columns kept = columns.kept(state, all);
        if (!Arrays.equals(kept.slots, columns.slots)) {
            lay(kept);
        }
        for (int i = 0; i < bins.length; i++) {
            if (columns.codes[i] > 0) {
                codes[i] = state.reals(codes[i]);
            } else {
                bins[i].keep(state);
            }
        }
    }

    /** How many numbers are held. */
    long size() {
        long size = 0;
        for (int i = 0; i < bins.length; i++) {
            size += columns.codes[i] > 0 ? codes[i].length : bins[i].size();
        }
        return size;
    }

    void add(float[] values, double target, double weight) {
        for (int i = 0; i < bins.length; i++) {
            float value = values[columns.slots[i]];
            if (Float.isNaN(value)) {
                continue;
            }
            if (columns.codes[i] > 0) {
                int at = 2 * Layout.code(value, columns.codes[i]);
                codes[i][at] += weight;
                codes[i][at + 1] += (target - codes[i][at + 1]) * weight / codes[i][at];
            } else {
                bins[i].add(value, target, weight);
            }
        }
    }

    /** The best split of each slot is shown to the search. */
    void showTo(TargetSplitSearch search) {
        for (int i = 0; i < bins.length; i++) {
            if (columns.codes[i] > 0) {
                search.codes(columns.slots[i], codes[i]);
            } else {
                search.bins(columns.slots[i], bins[i]);
            }
        }
    }

    /** Of the targets that the split sends one way. Its slot must be among the columns. */
    RunningMean part(Split split, boolean answer) {
        int column = Arrays.binarySearch(columns.slots, split.slot());
        RunningMean part = new RunningMean();
        for (int code = 0; code < split.codes(); code++) {
            if (code == split.value() == answer) {
                part.add(codes[column][2 * code + 1], codes[column][2 * code]);
            }
        }
        for (int bin = 0; split.codes() == 0 && bin < bins[column].count(); bin++) {
            if (bins[column].number(bin) <= split.value() == answer) {
                part.add(bins[column].target(bin), bins[column].weight(bin));
            }
        }
        return part;
    }
}
