package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.util.random.RandomGenerator;

/** Initial weights from a state to itself: uniform on ±1 / √units, as PyTorch has them. Drawn in Java, as {@link SeededWeights} are. */
final class SeededState implements Initializer {
    private final RandomGenerator random;

    SeededState(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
        float bound = (float) Math.sqrt(1.0 / shape.get(1));
        float[] weights = new float[(int) shape.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = bound * (2 * random.nextFloat() - 1);
        }
        return manager.create(weights, shape);
    }
}
