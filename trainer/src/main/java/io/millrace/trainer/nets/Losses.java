package io.millrace.trainer.nets;

import ai.djl.training.loss.Loss;
import io.millrace.schemas.pipeline.Nets;
import java.util.Arrays;

/** What the training of a net lowers, as the pipeline definition says. */
final class Losses {
    /** The focus that Lin et al. found best. */
    private static final int FOCUS = 2;

    private Losses() {}

    /** @param labels of the training part, to weigh classes by */
    static Loss of(Nets choices, int[] labels, int classes) {
        boolean focal = choices.loss() == Nets.Loss.FOCAL;
        boolean balanced = choices.classWeights() == Nets.ClassWeights.BALANCED;
        if (!focal && !balanced) {
            return Loss.softmaxCrossEntropyLoss();
        }
        float[] same = new float[classes];
        Arrays.fill(same, 1);
        return new FocalLoss(balanced ? balanced(labels, classes) : same, focal ? FOCUS : 0);
    }

    /** Each class counts as much as any other that has examples; all rows together as much as without weights. */
    static float[] balanced(int[] labels, int classes) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        long present = Arrays.stream(counts).filter(count -> count > 0).count();
        float[] weights = new float[classes];
        for (int i = 0; i < classes; i++) {
            weights[i] = counts[i] == 0 ? 0 : (float) ((double) labels.length / present / counts[i]);
        }
        return weights;
    }
}
