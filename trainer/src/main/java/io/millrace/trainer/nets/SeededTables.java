package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.util.random.RandomGenerator;

/**
 * Initial rows of embeddings: uniform on ±{@value #BOUND}, so that categories begin near each other. The first is zero, and stays it: no row of the training
 * part shows it.
 */
final class SeededTables implements Initializer {
    private static final float BOUND = 0.3f;

    private final RandomGenerator random;

    SeededTables(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
        float[] rows = new float[(int) shape.size()];
        for (int i = (int) shape.get(1); i < rows.length; i++) {
            rows[i] = BOUND * (2 * random.nextFloat() - 1);
        }
        return manager.create(rows, shape);
    }
}
