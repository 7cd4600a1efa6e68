package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.loss.Loss;

/**
 * Mean of -w (1 - p)ᵞ ln p, where p is the probability of the row's class and w that class's weight. After Lin, Goyal, Girshick, He
 * &amp; Dollár 2017, Focal Loss for Dense Object Detection; a γ of 0 is cross-entropy.
 */
final class FocalLoss extends Loss {
    private final float[] weights;
    private final int focus;

    /**
     * @param weights of each class
     * @param focus γ
     */
    FocalLoss(float[] weights, int focus) {
        super("FocalLoss");
        this.weights = weights.clone();
        this.focus = focus;
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray logits = predictions.singletonOrThrow();
        NDArray rows = labels.singletonOrThrow().toType(DataType.INT64, false);
        NDArray surprise =
                logits.logSoftmax(1).gather(rows.expandDims(1), 1).squeeze(1).neg();
        NDArray weight = rows.getManager()
                .create(weights)
                .toDevice(rows.getDevice(), false)
                .gather(rows, 0);
        NDArray focused = focus == 0
                ? surprise
                : surprise.neg().exp().neg().add(1).pow(focus).mul(surprise);
        return focused.mul(weight).mean();
    }
}
