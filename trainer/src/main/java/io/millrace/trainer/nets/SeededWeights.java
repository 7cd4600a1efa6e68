package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.util.random.RandomGenerator;

/**
 * Initial weights after He et al. 2015, Delving Deep into Rectifiers: uniform on ±√(6 / inputs). Drawn in Java, so that
 * they depend on the seed alone, not on the engine, its device or what else it has drawn.
 */
final class SeededWeights implements Initializer {
    private final RandomGenerator random;

    SeededWeights(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
        float bound = (float) Math.sqrt(6.0 / shape.get(1));
        float[] weights = new float[(int) shape.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = bound * (2 * random.nextFloat() - 1);
        }
        return manager.create(weights, shape);
    }
}
