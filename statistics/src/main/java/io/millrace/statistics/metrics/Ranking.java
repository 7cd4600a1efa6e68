package io.millrace.statistics.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;

/**
 * How well scores put the positive examples above the others, whatever the threshold. Examples are added and taken back along a stream, with weights;
 * equal scores are ties. Of one class only, what compares the two is NaN. Not thread-safe.
 *
 * <p>{@link #exact} keeps every different score. {@link #rounded} keeps a fixed number of them, however long the stream: areas then are off by at
 * most half the share of the pairs that it made ties.
 */
public final class Ranking {
    private static final double NOTHING = 1e-9; // what rounding may leave of a weight that was taken back

    private final TreeMap<Double, Weights> byScore = new TreeMap<>((a, b) -> Double.compare(b, a)); // the highest first
    private final int steps;
    private double positives;
    private double negatives;

    /** Of the examples with one score. */
    private static final class Weights {
        private double positive;
        private double negative;
        private long examples;
    }

    private Ranking(int steps) {
        this.steps = steps;
    }

    /** Of any finite scores. */
    public static Ranking exact() {
        return new Ranking(0);
    }

    /**
     * Of scores from 0 to 1, rounded down to so many steps.
     *
     * @param steps 10,000 takes less than 1 MB and is off by some 1e-4 for evenly spread scores
     */
    public static Ranking rounded(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, not " + steps);
        }
        return new Ranking(steps);
    }

    /** Counts an example once. */
    public void add(double score, boolean positive) {
        add(score, positive, 1);
    }

    /**
     * @param score finite
     * @param weight finite and not negative
     */
    public void add(double score, boolean positive, double weight) {
        Weights weights = byScore.computeIfAbsent(key(score, weight), at -> new Weights());
        weights.examples++;
        change(weights, positive, weight);
    }

    /**
     * Takes back an example that was added.
     *
     * @throws IllegalArgumentException where there is none of that score
     */
    public void remove(double score, boolean positive, double weight) {
        double key = key(score, weight);
        Weights weights = byScore.get(key);
        if (weights == null) {
            throw new IllegalArgumentException("no example of score " + score);
        }
        change(weights, positive, -weight);
        weights.examples--;
        if (weights.examples == 0) {
            change(weights, true, -weights.positive);
            change(weights, false, -weights.negative);
            byScore.remove(key);
        }
    }

    private double key(double score, double weight) {
        if (!Double.isFinite(score) || !(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("score and weight must be finite, not " + score + ", " + weight);
        }
        return steps == 0 ? score + 0.0 : Math.floor(Math.max(0, Math.min(1, score)) * steps);
    }

    private void change(Weights weights, boolean positive, double by) {
        if (positive) {
            weights.positive += by;
            positives += by;
        } else {
            weights.negative += by;
            negatives += by;
        }
    }

    private boolean hasBoth() {
        return positives > NOTHING && negatives > NOTHING;
    }

    /**
     * Area under the ROC curve, 0 to 1: the probability that a positive example has a higher score than another, ties counted as one half (Hanley and
     * McNeil 1982; along a stream Brzezinski and Stefanowski 2017, Prequential AUC).
     */
    public double rocAuc() {
        double below = negatives;
        double pairs = 0;
        for (Weights at : byScore.values()) {
            below -= at.negative;
            pairs += at.positive * (below + at.negative / 2);
        }
        return hasBoth() ? pairs / (positives * negatives) : Double.NaN;
    }

    /** Mean precision over the positive examples, each at its own threshold: Σ (R_k - R_(k-1)) P_k, 0 to 1. NaN without positive ones. */
    public double averagePrecision() {
        return positives > NOTHING ? overRecall((before, after) -> after.precision()) : Double.NaN;
    }

    /** Area under the precision-recall curve by straight lines, 0 to 1: optimistic (Davis and Goadrich 2006). NaN of one class only. */
    public double prAuc() {
        return hasBoth() ? overRecall((before, after) -> (before.precision() + after.precision()) / 2) : Double.NaN;
    }

    /** The greatest difference of true and false positive rate at any threshold, 0 to 1: D of Kolmogorov and Smirnov, Youden's J. */
    public double separation() {
        double greatest = 0;
        Above above = Above.NONE;
        for (Weights at : byScore.values()) {
            above = above.and(at);
            greatest = Math.max(greatest, above.positive() / positives - above.negative() / negatives);
        }
        return hasBoth() ? greatest : Double.NaN;
    }

    /**
     * What a threshold makes of the examples: a point of the ROC and of the precision-recall curve.
     *
     * @param threshold scores from it on are predicted to be positive; infinite where none is
     * @param recall share of the positive examples that are predicted to be: the true positive rate, 0 to 1
     * @param falsePositiveRate share of the others that are, 0 to 1
     * @param precision share of positive ones among what is predicted to be; 1 where nothing is
     */
    public record Point(double threshold, double recall, double falsePositiveRate, double precision) {}

    /**
     * Points of both curves, from the highest threshold down: the first predicts nothing and the last everything, and between them recall and false positive rate together
     * rise by steps as even as the scores allow. Of one class only, none.
     *
     * @param most how many points at most, 2 or more
     */
    public List<Point> curve(int most) {
        if (most < 2) {
            throw new IllegalArgumentException("a curve has at least 2 points, not " + most);
        }
        List<Point> points = new ArrayList<>();
        if (!hasBoth()) {
            return points;
        }
        points.add(new Point(Double.POSITIVE_INFINITY, 0, 0, 1));
        double step = 2.0 / (most - 1);
        int reached = 0;
        Above above = Above.NONE;
        for (Map.Entry<Double, Weights> at : byScore.entrySet()) {
            above = above.and(at.getValue());
            double recall = above.positive() / positives;
            double falsePositiveRate = above.negative() / negatives;
            int now = (int) ((recall + falsePositiveRate) / step + NOTHING);
            if (now > reached) {
                reached = now;
                double threshold = steps == 0 ? at.getKey() : at.getKey() / steps;
                points.add(new Point(threshold, recall, falsePositiveRate, above.precision()));
            }
        }
        return points;
    }

    /** What is predicted to be positive at a threshold. */
    private record Above(double positive, double negative) {
        static final Above NONE = new Above(0, 0);

        Above and(Weights at) {
            return new Above(positive + at.positive, negative + at.negative);
        }

        double precision() {
            return positive + negative == 0 ? 1 : positive / (positive + negative);
        }
    }

    private double overRecall(ToDoubleBiFunction<Above, Above> height) {
        double area = 0;
        Above before = Above.NONE;
        for (Map.Entry<Double, Weights> at : byScore.entrySet()) {
            Above after = before.and(at.getValue());
            area += at.getValue().positive / positives * height.applyAsDouble(before, after);
            before = after;
        }
        return area;
    }
}
