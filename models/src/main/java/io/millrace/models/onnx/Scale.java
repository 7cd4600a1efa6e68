package io.millrace.models.onnx;

import io.millrace.models.artefact.OnnxModel;
import java.util.HashMap;
import java.util.Map;

/**
 * What a model of numbers learns instead of them: how many standard deviations they lie above their mean. The graph gives the number itself.
 *
 * @param mean of the labels that are learnt from
 * @param deviation their standard deviation, above 0
 */
public record Scale(float mean, float deviation) {
    public Scale {
        if (!Float.isFinite(mean) || !(deviation > 0) || !Float.isFinite(deviation)) {
            throw new IllegalArgumentException(
                    "mean and deviation must be finite, the deviation above 0, not " + mean + ", " + deviation);
        }
    }

    /** @param numbers at least two different ones */
    public static Scale of(float[] numbers) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < numbers.length; i++) { // Welford's sums
            double apart = numbers[i] - mean;
            mean += apart / (i + 1);
            squares += apart * (numbers[i] - mean);
        }
        return new Scale((float) mean, (float) Math.sqrt(squares / numbers.length));
    }

    public float standardised(float number) {
        return (number - mean) / deviation;
    }

    /** What {@link #standardised} was made of, as the graph computes it. */
    public float number(float standardised) {
        return standardised * deviation + mean;
    }

    /**
     * The finished file.
     *
     * @param standardised [N, 1]
     */
    byte[] of(OnnxGraph graph, String standardised, Map<String, String> metadata) {
        String number = graph.node("Add", graph.node("Mul", standardised, graph.scalar(deviation)), graph.scalar(mean));
        graph.output(number, OnnxModel.NUMBER, 1);
        Map<String, String> all = new HashMap<>(metadata);
        all.put(NetGraph.CONTRACT, NetGraph.CONTRACT_VERSION);
        return graph.build(all);
    }
}
