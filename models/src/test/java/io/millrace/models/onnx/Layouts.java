package io.millrace.models.onnx;

import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import java.util.List;
import java.util.SplittableRandom;

/** A layout of two numbers, a code and a constant number, and vectors of it. */
final class Layouts {
    static final VectorLayout MIXED = new VectorLayout(
            List.of(new Slot("income", 0), new Slot("age", 0), new Slot("colour", 4), new Slot("constant", 0)));

    private Layouts() {}

    /** Incomes around 50,000 of which a tenth is missing; ages 20 to 80; colours 0 to 2; always 7. */
    static float[] vectors(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] matrix = new float[rows * MIXED.length()];
        for (int row = 0; row < rows; row++) {
            int at = row * MIXED.length();
            matrix[at] = random.nextInt(10) == 0 ? Float.NaN : 20_000 + 60_000 * (float) random.nextDouble();
            matrix[at + 1] = 20 + random.nextInt(60);
            matrix[at + 2] = random.nextInt(3);
            matrix[at + 3] = 7;
        }
        return matrix;
    }
}
