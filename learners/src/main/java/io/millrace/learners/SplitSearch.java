package io.millrace.learners;

import static io.millrace.learners.Columns.GREATEST;
import static io.millrace.learners.Columns.LEAST;
import static io.millrace.learners.Columns.MEAN;
import static io.millrace.learners.Columns.SQUARES;
import static io.millrace.learners.Columns.WEIGHT;

/**
 * Finds the split of most information gain (Quinlan 1986, Induction of Decision Trees) in what a leaf saw. A number's thresholds are spread
 * evenly over its range; how much of a class lies below one is read from the class's normal distribution. A category is asked for one
 * code: a branch per code would gain more at once, and leave too few examples in each.
 */
final class SplitSearch {
    private static final int THRESHOLDS = 10;
    private static final double LEAST_BRANCH = 0.01;

    private final Observations seen;
    private final double[] all;
    private final double[] yes;
    private final double[] no;
    private Split best;
    private double second;

    private SplitSearch(Observations seen) {
        this.seen = seen;
        all = new double[seen.classes()];
        yes = new double[seen.classes()];
        no = new double[seen.classes()];
    }

    /**
     * @param best null where nothing can be split
     * @param second gain of the best split of another slot, at least 0
     */
    record Found(Split best, double second) {
        double lead() {
            return best == null ? 0 : best.gain() - second;
        }
    }

    static Found search(Observations seen) {
        SplitSearch search = new SplitSearch(seen);
        Columns columns = seen.columns;
        for (int i = 0; i < columns.slots.length; i++) {
            search.consider(columns.codes[i] > 0 ? search.byCode(i) : search.byThreshold(i));
        }
        return new Found(search.best, search.second);
    }

    private void consider(Split candidate) {
        if (candidate == null || candidate.gain() <= second) {
            return;
        }
        if (best == null || candidate.gain() > best.gain()) {
            second = best == null ? second : best.gain();
            best = candidate;
        } else {
            second = candidate.gain();
        }
    }

    private Split byCode(int column) {
        int at = seen.columns.offsets[column];
        double total = countAll(at);
        Split found = null;
        for (int code = 0; code < seen.columns.codes[column]; code++) {
            found = better(found, split(column, code, partByCode(at, code), total));
        }
        return found;
    }

    private Split byThreshold(int column) {
        int at = seen.columns.offsets[column];
        double total = countAll(at);
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < all.length; label++) {
            if (all[label] > 0) {
                least = Math.min(least, seen.row(label)[at + LEAST]);
                greatest = Math.max(greatest, seen.row(label)[at + GREATEST]);
            }
        }
        Split found = null;
        for (int i = 1; i <= THRESHOLDS && least < greatest; i++) {
            double threshold = least + (greatest - least) * i / (THRESHOLDS + 1);
            found = better(found, split(column, threshold, partByThreshold(at, threshold), total));
        }
        return found;
    }

    /** Of what was just parted; null where one part is too small. */
    private Split split(int column, double value, double weight, double total) {
        double rest = total - weight;
        if (Math.min(weight, rest) < LEAST_BRANCH * total || total <= 0) {
            return null;
        }
        double gain = entropy(all, total) - (weight * entropy(yes, weight) + rest * entropy(no, rest)) / total;
        return new Split(seen.columns.slots[column], seen.columns.codes[column], value, weight >= rest, gain);
    }

    private static Split better(Split found, Split other) {
        return found == null || other != null && other.gain() > found.gain() ? other : found;
    }

    /** Weight of each class that has the slot's value; their sum. */
    private double countAll(int at) {
        double total = 0;
        for (int label = 0; label < all.length; label++) {
            double[] row = seen.row(label);
            all[label] = row == null ? 0 : row[at + WEIGHT];
            total += all[label];
        }
        return total;
    }

    /** Parts every class by whether it has the code; the weight that has. */
    private double partByCode(int at, int code) {
        double weight = 0;
        for (int label = 0; label < all.length; label++) {
            yes[label] = all[label] == 0 ? 0 : seen.row(label)[at + 1 + code];
            no[label] = all[label] - yes[label];
            weight += yes[label];
        }
        return weight;
    }

    /** Parts every class at the threshold; the weight at most it. */
    private double partByThreshold(int at, double threshold) {
        double weight = 0;
        for (int label = 0; label < all.length; label++) {
            yes[label] = all[label] == 0 ? 0 : all[label] * shareBelow(seen.row(label), at, threshold);
            no[label] = all[label] - yes[label];
            weight += yes[label];
        }
        return weight;
    }

    private static double shareBelow(double[] row, int at, double threshold) {
        if (threshold < row[at + LEAST]) {
            return 0;
        }
        if (threshold >= row[at + GREATEST]) {
            return 1;
        }
        double deviation = Math.sqrt(row[at + SQUARES] / row[at + WEIGHT]);
        return Normal.atMost((threshold - row[at + MEAN]) / deviation);
    }

    /** What a split of these observations sends one way, by class. */
    static ClassWeights branch(Observations seen, Split split, boolean answer) {
        SplitSearch search = new SplitSearch(seen);
        int at = seen.columns.offset(split.slot());
        search.countAll(at);
        if (split.codes() > 0) {
            search.partByCode(at, (int) split.value());
        } else {
            search.partByThreshold(at, split.value());
        }
        ClassWeights branch = new ClassWeights();
        double[] weights = answer ? search.yes : search.no;
        for (int label = 0; label < weights.length; label++) {
            if (weights[label] > 0) {
                branch.add(label, weights[label]);
            }
        }
        return branch;
    }

    /** In bits. */
    private static double entropy(double[] weights, double total) {
        double sum = 0;
        for (double weight : weights) {
            if (weight > 0) {
                sum -= weight * Math.log(weight / total);
            }
        }
        return total > 0 ? sum / total / Math.log(2) : 0;
    }
}
