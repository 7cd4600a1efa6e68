package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import io.millrace.schemas.pipeline.PipelineDefinition.Task;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the true answer is and where it comes from. */
public record LabelDefinition(
        @Setting(
                doc =
                        "Field or path inside the records that holds the label; without it labels arrive on the labels topic.")
        Optional<String> column,

        @Setting(doc = "Class names; none for regression, whose label is a number.", byDefault = "[]")
        List<String> classes,

        @Setting(
                doc = "Share of each class, answered before a first model exists; equal shares by default.",
                byDefault = "{}")
        Map<String, Double> prior,

        @Setting(
                doc =
                        "Of regression, which needs it: the number that is answered before a first model exists, best the mean of labels that are known.")
        Optional<Double> mean,

        @Setting(doc = "Smallest possible label of regression; one below it is put aside.")
        Optional<Double> min,

        @Setting(doc = "Largest possible label of regression; one above it is put aside.")
        Optional<Double> max,

        @Setting(doc = "How long a prediction waits for its label, and a label for its prediction.", byDefault = "1d")
        Duration horizon,

        @Setting(
                doc =
                        "What a label does, within the horizon, that says something else than the one before it and is not older: it takes its place, and outcome and example are written anew (replace), or nothing (ignore). To replace takes some 200 bytes of state for each id instead of 10.",
                byDefault = "replace")
        Corrections corrections) {

    /** What becomes of a label that contradicts an earlier one. */
    public enum Corrections {
        REPLACE,
        IGNORE
    }

    public LabelDefinition {
        classes = List.copyOf(classes);
        prior = Map.copyOf(prior);
        unless(classes.size() != 1, "classes", "at least 2 classes are needed, not 1");
        Set<String> seen = new HashSet<>();
        classes.forEach(name -> unless(seen.add(name), "classes", "'" + name + "' is named twice"));
        for (Map.Entry<String, Double> share : prior.entrySet()) {
            unless(
                    classes.contains(share.getKey()),
                    "prior",
                    "'" + share.getKey() + "' is not one of the classes " + classes);
            unless(share.getValue() >= 0 && share.getValue() <= 1, "prior", "a share must be between 0 and 1");
        }
        double sum = prior.values().stream().mapToDouble(Double::doubleValue).sum();
        unless(prior.isEmpty() || Math.abs(sum - 1) < 0.01, "prior", "the shares must add up to 1, not " + sum);
        checkNumbers(mean, min, max);
        unless(!horizon.isNegative() && !horizon.isZero(), "horizon", "must be longer than zero");
    }

    private static void checkNumbers(Optional<Double> mean, Optional<Double> min, Optional<Double> max) {
        double least = min.orElse((double) -Float.MAX_VALUE);
        double most = max.orElse((double) Float.MAX_VALUE);
        unless(least >= -Float.MAX_VALUE, "min", "is beyond what a float holds");
        unless(most <= Float.MAX_VALUE, "max", "is beyond what a float holds");
        unless(least < most, "min", "must be below max");
        unless(mean.filter(number -> number < least || number > most).isEmpty(), "mean", "must lie from min to max");
    }

    /** Whether the label is a number, not one of some classes. */
    public boolean isNumber() {
        return classes.isEmpty();
    }

    /** Checks that the label is of the kind that the task predicts. */
    void check(Task task) {
        if (task != Task.REGRESSION) {
            unless(classes.size() >= 2, "label.classes", "at least 2 classes are needed, not " + classes.size());
            unless(
                    task != Task.BINARY_CLASSIFICATION || classes.size() == 2,
                    "label.classes",
                    "binary classification needs exactly 2 classes, not " + classes.size());
            unless(mean.isEmpty(), "label.mean", "is for regression: classes have a prior");
            unless(min.isEmpty(), "label.min", "is for regression");
            unless(max.isEmpty(), "label.max", "is for regression");
            return;
        }
        unless(classes.isEmpty(), "label.classes", "the label of regression is a number: it has no classes");
        unless(
                mean.isPresent(),
                "label.mean",
                "is missing: the number that regression answers before a first model exists");
    }

    /** What is answered before any model: the probability of each class, in the order of {@link #classes}, or the one number. */
    public float[] coldStart() {
        double[] answer = isNumber() ? new double[] {mean.orElseThrow()} : priorProbabilities();
        float[] floats = new float[answer.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) answer[i];
        }
        return floats;
    }

    /** Probability of each class before any model, in the order of {@link #classes}; sums to 1. */
    public double[] priorProbabilities() {
        if (prior.isEmpty()) {
            return classes.stream().mapToDouble(name -> 1.0 / classes.size()).toArray();
        }
        double sum = prior.values().stream().mapToDouble(Double::doubleValue).sum();
        return classes.stream()
                .mapToDouble(name -> prior.getOrDefault(name, 0.0) / sum)
                .toArray();
    }
}
