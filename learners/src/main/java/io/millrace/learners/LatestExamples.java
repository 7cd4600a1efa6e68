package io.millrace.learners;

import java.util.Arrays;

/**
 * The latest examples, and which of them are nearest to a vector. Distance is the root of the sum over the slots of the squared difference
 * in parts of the range seen so far; two codes differ by 1, and what is missing differs by 1 from everything.
 */
final class LatestExamples {
    private final int[] codes;
    private final int window;
    /** Vectors one behind the other. */
    private float[] seen;

    double[] weights;
    private float[] least;
    private float[] greatest;
    private int next;
    /** How many there are. */
    int count;

    /** Squared distances and places of the nearest, ascending; written by {@link #find}. */
    private final float[] nearest;

    private final int[] which;

    LatestExamples(Layout layout, int neighbours, int window) {
        if (neighbours < 1 || window < 1) {
            throw new IllegalArgumentException(
                    "neighbours and window must be at least 1: " + neighbours + ", " + window);
        }
        this.window = window;
        codes = layout.codes().stream().mapToInt(Integer::intValue).toArray();
        seen = new float[Math.multiplyExact(window, codes.length)];
        weights = new double[window];
        least = new float[codes.length];
        greatest = new float[codes.length];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
        nearest = new float[neighbours];
        which = new int[neighbours];
    }

    void keep(State state) {
        next = state.whole(next);
        count = state.whole(count);
        seen = Arrays.copyOf(state.reals(Arrays.copyOf(seen, count * codes.length)), seen.length);
        weights = Arrays.copyOf(state.reals(Arrays.copyOf(weights, count)), window);
        least = state.reals(least);
        greatest = state.reals(greatest);
    }

    /** Takes the place of the oldest where all are taken; which place. */
    int add(float[] values, double weight) {
        int place = next;
        System.arraycopy(values, 0, seen, place * codes.length, codes.length);
        weights[place] = weight;
        next = (next + 1) % window;
        count = Math.min(count + 1, window);
        for (int slot = 0; slot < codes.length; slot++) {
            if (!Float.isNaN(values[slot])) {
                least[slot] = Math.min(least[slot], values[slot]);
                greatest[slot] = Math.max(greatest[slot], values[slot]);
            }
        }
        return place;
    }

    void describe(NeighboursPart part, int place, int label) {
        part.example(seen, place * codes.length, label, weights[place]);
    }

    void describe(NumberNeighboursPart part, int place, double target) {
        part.example(seen, place * codes.length, target, weights[place]);
    }

    /** Looks for the nearest; how many there are. */
    int find(float[] values) {
        float[] scales = scales();
        int most = Math.min(nearest.length, count);
        int found = 0;
        for (int i = 0; i < count; i++) {
            float limit = found < most ? Float.POSITIVE_INFINITY : nearest[found - 1];
            float distance = distance(values, i * codes.length, scales, limit);
            if (distance < limit) {
                found = Math.min(found + 1, most);
                insert(found - 1, distance, i);
            }
        }
        return found;
    }

    /** Place of one of those found. */
    int place(int i) {
        return which[i];
    }

    /** Distance of one of those found. */
    double distance(int i) {
        return Math.sqrt(nearest[i]);
    }

    /** From the last place up to where it belongs. */
    private void insert(int last, float distance, int example) {
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
    float[] scales() {
        float[] scales = new float[codes.length];
        for (int slot = 0; slot < scales.length; slot++) {
            float range = greatest[slot] - least[slot];
            scales[slot] = range > 0 ? 1 / range : 0;
        }
        return scales;
    }
}
