package io.millrace.trainer;

import io.millrace.schemas.ModelVersion;
import io.millrace.statistics.metrics.ProbabilityLoss;
import io.millrace.trainer.candidates.NumberEvaluation;
import io.millrace.trainer.candidates.QuantileLoss;
import io.millrace.trainer.windows.NumberText;
import java.util.List;

/** What the answers to some labelled examples cost, each 0 to 1, so that a test on them is valid whatever models answer. */
interface Cost {
    /** Beyond so many of the champion's bounds, which nine in ten of its errors at validation kept, all errors cost the same. */
    double BOUNDS = 2;

    /** @param answers of one model, row after row */
    double of(float[] answers, int row);

    /** @param labels of the examples, each of which {@link #isLabel} */
    static Cost of(ModelVersion champion, List<String> labels) {
        return champion.getClasses().isEmpty()
                ? ofNumbers(
                        champion.getMetrics().getOrDefault(NumberEvaluation.BOUND, 0.0),
                        champion.getMetrics().getOrDefault(QuantileLoss.QUANTILE, 0.5),
                        labels)
                : ofClasses(champion.getClasses(), labels);
    }

    /** Whether the champion could have answered that. */
    static boolean isLabel(ModelVersion champion, String label) {
        return champion.getClasses().isEmpty()
                ? !Float.isNaN(NumberText.finite(label))
                : champion.getClasses().contains(label);
    }

    /** Half the squared distance of the probabilities from what came true. */
    private static Cost ofClasses(List<String> classes, List<String> labels) {
        int[] actual = labels.stream().mapToInt(classes::indexOf).toArray();
        int width = classes.size();
        return (answers, row) -> ProbabilityLoss.quadratic(answers, row * width, width, actual[row]);
    }

    /** The absolute error, or the loss of its quantile, as a share of a scale that is fixed with the champion, before any of the examples came. */
    private static Cost ofNumbers(double bound, double quantile, List<String> labels) {
        return (answers, row) -> {
            double error = QuantileLoss.of(quantile, NumberText.finite(labels.get(row)) - (double) answers[row]);
            return Double.isNaN(error) || error >= BOUNDS * bound ? (error == 0 ? 0 : 1) : error / (BOUNDS * bound);
        };
    }
}
