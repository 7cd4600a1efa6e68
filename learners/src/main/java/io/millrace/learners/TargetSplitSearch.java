package io.millrace.learners;

/**
 * Finds the split that takes most of the targets' variance away (Breiman, Friedman, Olshen and Stone 1984, Classification and Regression
 * Trees): p (1 - p) d², where p is the part that answers yes and d the distance of the two parts' means. A number is asked for the middle
 * between two bins, a category for one code.
 */
final class TargetSplitSearch {
    private static final double LEAST_BRANCH = 0.01;

    private Split best;
    private double second;
    /** Of all targets of the slot shown last. */
    private RunningMean all = new RunningMean();

    /** Null where nothing can be split. */
    Split best() {
        return best;
    }

    /** Gain of the second best slot in parts of the best one's, 0 to 1. */
    double ratio() {
        return best == null ? 1 : second / best.gain();
    }

    /** @param codes weight and mean of the targets of each code */
    void codes(int slot, double[] codes) {
        int count = codes.length / 2;
        all = new RunningMean();
        for (int code = 0; code < count; code++) {
            all.add(codes[2 * code + 1], codes[2 * code]);
        }
        Split found = null;
        for (int code = 0; code < count; code++) {
            found = better(found, slot, count, code, codes[2 * code], codes[2 * code + 1]);
        }
        consider(found);
    }

    void bins(int slot, TargetBins bins) {
        all = new RunningMean();
        for (int bin = 0; bin < bins.count(); bin++) {
            all.add(bins.target(bin), bins.weight(bin));
        }
        Split found = null;
        RunningMean below = new RunningMean();
        for (int bin = 0; bin + 1 < bins.count(); bin++) {
            below.add(bins.target(bin), bins.weight(bin));
            double threshold = bins.number(bin) + (bins.number(bin + 1) - bins.number(bin)) / 2;
            found = better(found, slot, 0, threshold, below.weight(), below.mean());
        }
        consider(found);
    }

    /** @param part weight of those that answer yes */
    private Split better(Split found, int slot, int codes, double value, double part, double partMean) {
        double weight = all.weight();
        double rest = weight - part;
        if (Math.min(part, rest) < LEAST_BRANCH * weight || part <= 0 || rest <= 0) {
            return found;
        }
        // the mean of the rest is as far from the mean of all on the other side
        double apart = (partMean - all.mean()) * weight / rest;
        double gain = part / weight * (rest / weight) * apart * apart;
        return gain > (found == null ? 0 : found.gain()) ? new Split(slot, codes, value, part >= rest, gain) : found;
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
}
