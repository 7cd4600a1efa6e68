package io.millrace.trainer.candidates;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be learnt.
 *
 * @param layout what stands where in the vectors
 * @param classes names, in the order of label indices and of probabilities; none where a number is to be learnt
 * @param encoderFingerprint of the encoder that made the vectors
 * @param quantile of the number that is to be learnt; none where it is the number itself
 */
public record Problem(VectorLayout layout, List<String> classes, String encoderFingerprint, Optional<Double> quantile) {
    public Problem {
        classes = List.copyOf(classes);
    }

    /** Classes, or a number itself. */
    public Problem(VectorLayout layout, List<String> classes, String encoderFingerprint) {
        this(layout, classes, encoderFingerprint, Optional.empty());
    }

    /** What a pipeline's models learn from vectors of that encoder. */
    public static Problem of(PipelineDefinition pipeline, String encoderFingerprint) {
        return new Problem(
                VectorLayout.of(pipeline),
                pipeline.label().classes(),
                encoderFingerprint,
                pipeline.training().quantile());
    }

    /** Whether labels are numbers. */
    public boolean isNumber() {
        return classes.isEmpty();
    }

    /** What is judged by, in words. */
    public String lossInWords() {
        String ofNumbers = quantile.isPresent() ? "quantile loss" : "mean absolute error";
        return isNumber() ? ofNumbers : "log loss";
    }

    /** @param answers to the window's rows: probabilities, or numbers */
    public Measured measure(float[] answers, TrainingWindow window) {
        return isNumber()
                ? NumberEvaluation.of(answers, window.numbers(), quantile)
                : Evaluation.of(answers, window.labels(), classes.size());
    }

    /** What each row costs. */
    double[] losses(float[] answers, TrainingWindow window) {
        return isNumber()
                ? NumberEvaluation.losses(answers, window.numbers(), quantile)
                : Evaluation.losses(answers, window.labels(), classes.size());
    }

    /** Whether a model answers as many classes as there are, or a number where one is to be learnt. */
    boolean isAnsweredBy(OnnxModel model) {
        return model.classes() == classes.size();
    }

    /** What an ONNX file says about itself. */
    public Map<String, String> metadata(String family) {
        return Map.of(
                "millrace.family", family,
                "millrace.encoder", encoderFingerprint,
                "millrace.classes", String.join(",", classes));
    }
}
