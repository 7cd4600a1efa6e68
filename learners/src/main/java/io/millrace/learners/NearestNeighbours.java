package io.millrace.learners;

import java.util.Arrays;

/**
 * Votes of the nearest among the latest examples (Cover and Hart 1967, Nearest Neighbor Pattern Classification, over a sliding window), a
 * nearer one counting more (Dudani 1976, The Distance-Weighted k-Nearest-Neighbor Rule): by 1 / (distance + {@value #NEAREST}).
 *
 * <p>Distance is the root of the sum over the slots of the squared difference in parts of the range seen so far; two codes differ by 1, and what is missing
 * differs by 1 from everything. Keeps the vectors of its window; asks all of them for each prediction.
 */
public final class NearestNeighbours implements Learner {
    private static final double NEAREST = 0.1;

    private final Layout layout;
    private final int[] codes;
    private final int neighbours;
    private final int window;
    /** Vectors one behind the other. */
    private float[] seen;

    private int[] labels;
    private double[] weights;
    private float[] least;
    private float[] greatest;
    private int next;
    private int count;
    private int classes;

    /** 10 of the latest 1,000. */
    public NearestNeighbours(Layout layout) {
        this(layout, 10, 1000);
    }

    /**
     * @param neighbours how many vote, at least 1
     * @param window how many examples are kept, at least 1
     */
    public NearestNeighbours(Layout layout, int neighbours, int window) {
        if (neighbours < 1 || window < 1) {
            throw new IllegalArgumentException(
                    "neighbours and window must be at least 1: " + neighbours + ", " + window);
        }
        this.layout = layout;
        this.neighbours = neighbours;
        this.window = window;
        codes = layout.codes().stream().mapToInt(Integer::intValue).toArray();
        seen = new float[Math.multiplyExact(window, codes.length)];
        labels = new int[window];
        weights = new double[window];
        least = new float[codes.length];
        greatest = new float[codes.length];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    }

    @Override
    public double[] predict(float[] values) {
        double[] votes = new double[classes];
        float[] scales = scales();
        float[] nearest = new float[Math.min(neighbours, count)];
        int[] which = new int[nearest.length];
        int found = 0;
        for (int i = 0; i < count; i++) {
            float limit = found < nearest.length ? Float.POSITIVE_INFINITY : nearest[found - 1];
            float distance = distance(values, i * codes.length, scales, limit);
            if (distance < limit) {
                found = Math.min(found + 1, nearest.length);
                insert(nearest, which, found - 1, distance, i);
            }
        }
        for (int i = 0; i < found; i++) {
            votes[labels[which[i]]] += weights[which[i]] / (Math.sqrt(nearest[i]) + NEAREST);
        }
        ClassWeights.normalise(votes);
        return votes;
    }

    /** From the last place up to where it belongs. */
    private static void insert(float[] nearest, int[] which, int last, float distance, int example) {
        int at = last;
        while (at > 0 && nearest[at - 1] > distance) {
            nearest[at] = nearest[at - 1];
            which[at] = which[at - 1];
            at--;
        }
        nearest[at] = distance;
        which[at] = example;
    }

    /** Squared; stops once it is at the limit. */
    private float distance(float[] values, int from, float[] scales, float limit) {
        float sum = 0;
        for (int slot = 0; slot < codes.length && sum < limit; slot++) {
            float one = values[slot];
            float other = seen[from + slot];
            if (codes[slot] > 0) {
                sum += one == other ? 0 : 1;
            } else {
                float difference = (one - other) * scales[slot];
                sum += Float.isNaN(difference) ? 1 : difference * difference;
            }
        }
        return sum;
    }

    /** One over the range, 0 where there is none. */
    private float[] scales() {
        float[] scales = new float[codes.length];
        for (int slot = 0; slot < scales.length; slot++) {
            float range = greatest[slot] - least[slot];
            scales[slot] = range > 0 ? 1 / range : 0;
        }
        return scales;
    }

    @Override
    public void learn(float[] values, int label, double weight) {
        classes = Math.max(classes, label + 1);
        System.arraycopy(values, 0, seen, next * codes.length, codes.length);
        labels[next] = label;
        weights[next] = weight;
        next = (next + 1) % window;
        count = Math.min(count + 1, window);
        for (int slot = 0; slot < codes.length; slot++) {
            if (!Float.isNaN(values[slot])) {
                least[slot] = Math.min(least[slot], values[slot]);
                greatest[slot] = Math.max(greatest[slot], values[slot]);
            }
        }
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, neighbours, window, layout);
        next = state.whole(next);
        count = state.whole(count);
        classes = state.whole(classes);
        seen = Arrays.copyOf(state.reals(Arrays.copyOf(seen, count * codes.length)), seen.length);
        labels = Arrays.copyOf(state.wholes(Arrays.copyOf(labels, count)), window);
        weights = Arrays.copyOf(state.reals(Arrays.copyOf(weights, count)), window);
        least = state.reals(least);
        greatest = state.reals(greatest);
    }

    @Override
    public void describe(Parts parts, double weight) {
        NeighboursPart part = parts.neighbours(weight, classes, neighbours, NEAREST, scales());
        for (int i = 0; i < count; i++) {
            part.example(seen, i * codes.length, labels[i], weights[i]);
        }
    }
}
