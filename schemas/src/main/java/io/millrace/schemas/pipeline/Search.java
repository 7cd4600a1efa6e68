package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the parameters of model families are looked for, beside those that are given. */
public record Search(
        @Setting(
                doc =
                        "Which sets of parameters are tried: each that the lists below make (grid); drawn ones, numbers between the least and the greatest of their list (random); the same, all on few of the latest examples and the better third on three times as many, until it is all of them (halving); or none, and what is given is taken.",
                byDefault = "none")
        Strategy strategy,

        @Setting(
                doc = "Sets that are tried of each family, at most; what is given is the first of them.",
                unit = "trials",
                byDefault = "20")
        int trials,

        @Setting(
                doc =
                        "Time after which no trial of a family begins, but its first. Where it cuts a search short, the same window and seed may choose otherwise.")
        Optional<Duration> time,

        @Setting(
                doc =
                        "1: trials are judged on the latest validationShare of the training part, which the gate does not look at. From 2: by forward chaining, each of so many later pieces by what is learnt of all before it, and their mean counts.",
                byDefault = "1")
        int folds,

        @Setting(
                doc = "Values of training.learningRate to try; an empty list leaves it as given, as it does below.",
                byDefault = "[0.001, 0.02]")
        List<Double> learningRate,

        @Setting(doc = "Values of training.hidden to try.", byDefault = "[[32], [64, 32], [128, 64]]")
        List<List<Integer>> hidden,

        @Setting(doc = "Values of training.batch to try.", byDefault = "[]")
        List<Integer> batch,

        @Setting(doc = "Values of keys of training.nets to try.", byDefault = "{}")
        SearchedNets nets,

        @Setting(doc = "Values of keys of training.trees to try.", byDefault = "{}")
        SearchedTrees trees) {

    /** How sets of parameters are chosen. */
    public enum Strategy {
        NONE,
        GRID,
        RANDOM,
        HALVING
    }

    public Search {
        unless(trials >= 2 && trials <= 1_000, "trials", "must be between 2 and 1000");
        unless(
                time.map(limit -> limit.compareTo(Duration.ofSeconds(1)) >= 0).orElse(true),
                "time",
                "must be at least 1s");
        unless(folds >= 1 && folds <= 10, "folds", "must be between 1 and 10");
        learningRate = List.copyOf(learningRate);
        learningRate.forEach(Training::checkLearningRate);
        hidden = List.copyOf(hidden);
        hidden.forEach(Training::checkHidden);
        batch = List.copyOf(batch);
        batch.forEach(Training::checkBatch);
    }

    /** Whether anything is looked for. */
    public boolean isOn() {
        return strategy != Strategy.NONE;
    }

    /** Checks that a grid is no larger than the trials it may have. */
    void check(List<Training.Family> families) {
        for (Training.Family family : families) {
            long sets = 1 + combinations(family);
            unless(
                    strategy != Strategy.GRID || sets <= trials,
                    "search.trials",
                    "must be at least %d for this grid: that is what is given and %d sets of parameters of %s; or list fewer values, or take random"
                            .formatted(sets, sets - 1, Scalars.spelled(family)));
        }
    }

    private long combinations(Training.Family family) {
        return switch (family) {
            case SOFTMAX -> product(learningRate, batch, nets.weightDecay());
            case MLP -> product(learningRate, batch, nets.weightDecay(), hidden, nets.dropout());
            case LSTM -> product(learningRate, batch, nets.weightDecay(), hidden, nets.dropout(), nets.lstm());
            case XGBOOST -> product(trees.rounds(), trees.depth(), trees.learningRate(), trees.rowShare());
        };
    }

    /** Of values that nobody could count it is the largest number. */
    private static long product(List<?>... lists) {
        double product = 1;
        for (List<?> list : lists) {
            product *= Math.max(1, list.size());
        }
        return (long) Math.min(product, Integer.MAX_VALUE);
    }
}
