package io.millrace.trainer.online;

import io.millrace.learners.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Vectors of three layouts, one in twenty values missing. */
final class MadeVectors {
    static final Layout MIXED = new Layout(List.of(0, 4, 0, 7, 0));
    static final Layout NUMBERS = new Layout(List.of(0, 0));
    static final Layout CODES = new Layout(List.of(5, 3));

    private MadeVectors() {}

    static float[] vector(Layout layout, SplittableRandom random) {
        float[] values = new float[layout.length()];
        for (int slot = 0; slot < values.length; slot++) {
            int codes = layout.codes().get(slot);
            values[slot] = codes > 0 ? random.nextInt(codes) : (float) (random.nextGaussian() * (slot + 1) + 2);
            values[slot] = random.nextInt(20) == 0 ? Float.NaN : values[slot];
        }
        return values;
    }

    /** So many that nobody has learnt, one in ten of them odd; row after row. */
    static float[] unseen(Layout layout, int rows) {
        SplittableRandom random = new SplittableRandom(8);
        float[] matrix = new float[rows * layout.length()];
        for (int row = 0; row < rows; row++) {
            float[] values = row % 10 == 0 ? odd(layout, random) : vector(layout, random);
            System.arraycopy(values, 0, matrix, row * layout.length(), values.length);
        }
        return matrix;
    }

    static float[] row(float[] matrix, Layout layout, int row) {
        return Arrays.copyOfRange(matrix, row * layout.length(), (row + 1) * layout.length());
    }

    /** Missing, unseen and extreme. */
    private static float[] odd(Layout layout, SplittableRandom random) {
        float[] extremes = {Float.NaN, 1e30f, -1e30f, Float.MAX_VALUE, -5, 77, 0, 1.5f, 1e9f, Float.MIN_VALUE};
        float[] values = new float[layout.length()];
        for (int slot = 0; slot < values.length; slot++) {
            values[slot] = extremes[random.nextInt(extremes.length)];
        }
        return values;
    }
}
