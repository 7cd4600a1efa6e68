package io.millrace.trainer.nets;

import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import io.millrace.schemas.pipeline.Nets;

/** Optimisers, as the pipeline definition names them. */
final class Optimisers {
    private static final float MOMENTUM = 0.9f;

    private Optimisers() {}

    static Optimizer of(Nets choices, StepSize stepSize) {
        return switch (choices.optimiser()) {
            case ADAMW ->
                clipped(AdamW.builder(), choices)
                        .optLearningRateTracker(stepSize)
                        .optWeightDecays((float) choices.weightDecay())
                        .build();
            case ADAM ->
                clipped(Adam.builder(), choices)
                        .optLearningRateTracker(stepSize)
                        .build();
            case SGD ->
                clipped(Optimizer.sgd(), choices)
                        .setLearningRateTracker(stepSize)
                        .optMomentum(MOMENTUM)
                        .build();
            case RMSPROP -> clipped(new RmsProp.Builder(), choices).build(stepSize);
        };
    }

    /** The decay that is left to do beside the optimiser: AdamW has its own. */
    static double decayBeside(Nets choices) {
        return choices.optimiser() == Nets.Optimiser.ADAMW ? 0 : choices.weightDecay();
    }

    private static <B extends Optimizer.OptimizerBuilder<B>> B clipped(B builder, Nets choices) {
        return choices.clipGradients() == 0 ? builder : builder.optClipGrad((float) choices.clipGradients());
    }
}
