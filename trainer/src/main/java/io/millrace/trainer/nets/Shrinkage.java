package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.List;

/**
 * What holds weights back after a step, whatever optimiser made it: L2 as a decay apart from the gradient (Loshchilov &amp; Hutter 2019,
 * Decoupled Weight Decay Regularization), L1 as soft thresholding, which leaves weights that are exactly 0.
 */
final class Shrinkage {
    private final List<Parameter> parameters;
    private final double decay;
    private final double l1;

    /** Both in multiples of the step size. */
    Shrinkage(List<Parameter> parameters, double decay, double l1) {
        this.parameters = List.copyOf(parameters);
        this.decay = decay;
        this.l1 = l1;
    }

    void after(NDManager step, float stepSize) {
        if (decay == 0 && l1 == 0) {
            return;
        }
        for (Parameter parameter : parameters) {
            NDArray weights = InPlace.numbers(step, parameter.getArray());
            weights.muli((float) Math.max(0, 1 - stepSize * decay));
            if (l1 > 0) {
                float threshold = (float) (stepSize * l1);
                weights.subi(weights.clip(-threshold, threshold));
            }
        }
    }
}
