package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import io.millrace.schemas.pipeline.Nets.RegressionLoss;

/**
 * Mean of what the errors of a number cost, in standard deviations of the labels: e² / 2, |e|, or Huber's, which is the one up to an error of 1
 * and the other beyond (Huber 1964, Robust Estimation of a Location Parameter).
 */
final class NumberLoss extends Loss {
    private final RegressionLoss kind;

    NumberLoss(RegressionLoss kind) {
        super("NumberLoss");
        this.kind = kind;
    }

    /** What one error costs. */
    static double of(RegressionLoss kind, double error) {
        double absolute = Math.abs(error);
        return switch (kind) {
            case MSE -> absolute * absolute / 2;
            case MAE -> absolute;
            case HUBER -> {
                double near = Math.min(absolute, 1);
                yield near * (absolute - near / 2);
            }
        };
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray error = predictions.singletonOrThrow().sub(labels.singletonOrThrow());
        return switch (kind) {
            case MSE -> error.square().div(2).mean();
            case MAE -> error.abs().mean();
            case HUBER -> {
                NDArray absolute = error.abs();
                NDArray near = absolute.clip(0, 1);
                yield near.mul(absolute.sub(near.div(2))).mean();
            }
        };
    }
}
