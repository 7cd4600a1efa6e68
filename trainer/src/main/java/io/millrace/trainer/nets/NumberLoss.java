package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import io.millrace.schemas.pipeline.Nets.RegressionLoss;
import io.millrace.trainer.candidates.QuantileLoss;
import java.util.Optional;

/**
 * Mean of what the errors of a number cost, in standard deviations of the labels: e² / 2, |e|, or Huber's, which is the one up to an error of 1
 * and the other beyond (Huber 1964, Robust Estimation of a Location Parameter); or, of a quantile, {@link QuantileLoss}.
 */
final class NumberLoss extends Loss {
    private final RegressionLoss kind;
    private final Optional<Double> quantile;

    /** @param quantile before which the kind gives way */
    NumberLoss(RegressionLoss kind, Optional<Double> quantile) {
        super("NumberLoss");
        this.kind = kind;
        this.quantile = quantile;
    }

    /**
     * What one error costs.
     *
     * @param error how far the answer lies above the label
     */
    double of(double error) {
        return quantile.map(share -> QuantileLoss.of(share, -error)).orElseGet(() -> of(kind, error));
    }

    private static double of(RegressionLoss kind, double error) {
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
        return quantile.map(share -> NDArrays.maximum(error.mul(2 * (1 - share)), error.mul(-2 * share))
                        .mean())
                .orElseGet(() -> of(error));
    }

    private NDArray of(NDArray error) {
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
