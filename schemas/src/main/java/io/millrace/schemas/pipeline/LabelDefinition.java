package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

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

        @Setting(doc = "Class names.") List<String> classes,

        @Setting(
                doc = "Share of each class, answered before a first model exists; equal shares by default.",
                byDefault = "{}")
        Map<String, Double> prior,

        @Setting(doc = "How long a prediction waits for its label, and a label for its prediction.", byDefault = "1d")
        Duration horizon) {

    public LabelDefinition {
        classes = List.copyOf(classes);
        prior = Map.copyOf(prior);
        unless(classes.size() >= 2, "classes", "at least 2 classes are needed, not " + classes.size());
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
        unless(!horizon.isNegative() && !horizon.isZero(), "horizon", "must be longer than zero");
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
