package io.millrace.trainer.augment;

import io.millrace.trainer.windows.TrainingWindow;
import java.util.Arrays;

/**
 * Nearest neighbours among examples of one class, by the distance of SMOTE-NC (Chawla et al. 2002, section 6.1): Euclidean over the numbers,
 * each in standard deviations of its column, and for each code that differs the median of what the numbers spread within the class. A
 * number that one of two lacks counts as a code that differs.
 */
final class Neighbours {
    private final int[] pool;
    private final int width;
    private final boolean[] numeric;
    private final float[] scaled;
    private final double penalty;

    /** @param pool rows of the class */
    Neighbours(TrainingWindow window, Slots slots, int[] pool) {
        this.pool = pool;
        this.width = slots.length();
        this.numeric = new boolean[width];
        this.scaled = new float[Math.multiplyExact(pool.length, width)];
        for (int slot = 0; slot < width; slot++) {
            numeric[slot] = slots.numeric(slot);
            for (int i = 0; i < pool.length; i++) {
                float value = window.matrix()[pool[i] * width + slot];
                scaled[i * width + slot] = numeric[slot] ? (float) (value / slots.deviation(slot)) : value;
            }
        }
        double median = medianDeviation();
        this.penalty = median * median;
    }

    /** Rows of the nearest others, the nearest first, of equals the earlier one. */
    int[] of(int position, int k) {
        int[] nearest = new int[Math.min(k, pool.length - 1)];
        double[] distances = new double[nearest.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        Arrays.fill(nearest, position);
        int found = 0;
        for (int other = 0; other < pool.length; other++) {
            if (other == position) {
                continue;
            }
            double distance = squared(position, other);
            if (found < nearest.length || distance < distances[found - 1]) {
                found = Math.min(found + 1, nearest.length);
                insert(nearest, distances, found, other, distance);
            }
        }
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = pool[nearest[i]];
        }
        return nearest;
    }

    private static void insert(int[] nearest, double[] distances, int found, int other, double distance) {
        int at = found - 1;
        for (; at > 0 && distance < distances[at - 1]; at--) {
            nearest[at] = nearest[at - 1];
            distances[at] = distances[at - 1];
        }
        nearest[at] = other;
        distances[at] = distance;
    }

    private double squared(int one, int other) {
        double sum = 0;
        for (int slot = 0; slot < width; slot++) {
            float first = scaled[one * width + slot];
            float second = scaled[other * width + slot];
            if (numeric[slot] && Float.isFinite(first) && Float.isFinite(second)) {
                sum += ((double) first - second) * ((double) first - second);
            } else {
                sum += Float.compare(first, second) == 0 ? 0 : penalty;
            }
        }
        return sum;
    }

    /** 1 where there are no numbers. */
    private double medianDeviation() {
        double[] deviations = new double[width];
        int count = 0;
        for (int slot = 0; slot < width; slot++) {
            if (numeric[slot]) {
                deviations[count++] = deviation(slot);
            }
        }
        if (count == 0) {
            return 1;
        }
        Arrays.sort(deviations, 0, count);
        return (deviations[(count - 1) / 2] + deviations[count / 2]) / 2;
    }

    private double deviation(int slot) {
        Spread spread = new Spread();
        for (int i = 0; i < pool.length; i++) {
            spread.add(scaled[i * width + slot]);
        }
        return spread.deviation();
    }
}
