package io.millrace.trainer.nets;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Each weight's gradient divided by the root of its running mean square, m ← ρ m + (1 - ρ) g², w ← w - η g / (√m + ε), with ρ = 0.9.
 * After Tieleman &amp; Hinton 2012, Lecture 6.5 of Neural Networks for Machine Learning. DJL's own has nothing behind it in PyTorch.
 */
final class RmsProp extends Optimizer {
    private static final float RHO = 0.9f;
    private static final float EPSILON = 1e-8f;

    private final StepSize stepSize;
    private final Map<String, Map<Device, NDArray>> meanSquares = new ConcurrentHashMap<>();

    private RmsProp(Builder builder, StepSize stepSize) {
        super(builder);
        this.stepSize = stepSize;
    }

    @Override
    public void update(String parameter, NDArray weight, NDArray gradient) {
        NDArray meanSquare = withDefaultState(meanSquares, parameter, weight.getDevice(), key -> weight.zerosLike());
        try (NDManager scope = weight.getManager().newSubManager()) {
            NDArray raw = InPlace.numbers(scope, gradient);
            NDArray g = clipGrad > 0 ? raw.clip(-clipGrad, clipGrad) : raw;
            NDArray m = InPlace.numbers(scope, meanSquare);
            m.muli(RHO).addi(g.square().mul(1 - RHO));
            InPlace.numbers(scope, weight)
                    .subi(g.mul(stepSize.value()).div(m.sqrt().add(EPSILON)));
            // PyTorch adds up gradients until somebody clears them, as DJL's own optimisers do
            InPlace.gradient(scope, weight).muli(0);
        }
    }

    /** Makes one. */
    static final class Builder extends OptimizerBuilder<Builder> {
        @Override
        protected Builder self() {
            return this;
        }

        RmsProp build(StepSize stepSize) {
            return new RmsProp(this, stepSize);
        }
    }
}
