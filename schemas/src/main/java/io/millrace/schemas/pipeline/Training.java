package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How models are trained on windows of examples. */
public record Training(
        @Setting(
                doc = "Largest window a model is trained on, the latest examples.",
                unit = "examples",
                byDefault = "10000")
        int window,

        @Setting(
                doc = "Smallest window a model is trained on; a request waits until there are so many.",
                unit = "examples",
                byDefault = "2000")
        int minExamples,

        @Setting(
                doc = "Share of the window that is held out to choose the model and to pass the gate.",
                byDefault = "0.2")
        double validationShare,

        @Setting(
                doc =
                        "Model families to train; the best on the held-out share, by log loss or mean absolute error, becomes the candidate. Of regression softmax is its linear form. The lstm needs history.sequence.",
                byDefault = "[softmax, mlp, xgboost]")
        List<Family> candidates,

        @Setting(
                doc = "Units of each hidden layer of the mlp, and of the lstm behind its last state.",
                byDefault = "[64, 32]")
        List<Integer> hidden,

        @Setting(
                doc = "Passes over the window, at most; training stops early when the held-out loss stops falling.",
                unit = "passes",
                byDefault = "60")
        int epochs,

        @Setting(doc = "Examples per gradient step.", unit = "examples", byDefault = "128")
        int batch,

        @Setting(doc = "First step size of nets.", byDefault = "0.005")
        double learningRate,

        @Setting(doc = "How softmax, mlp and lstm are trained, beyond the keys above.", byDefault = "{}")
        Nets nets,

        @Setting(doc = "How the trees of xgboost are grown.", byDefault = "{}")
        Trees trees,

        @Setting(
                doc =
                        "The candidate's held-out log loss may be worse than the champion's by so much and still pass the gate; of regression the mean absolute error, in the label's unit.",
                unit = "nats",
                byDefault = "0.0")
        double gateMargin,

        @Setting(doc = "Seed of every random choice.", byDefault = "42")
        long seed,

        @Setting(
                doc =
                        "Where nets are trained; auto takes the first GPU when there is one, gpu demands it, and gpu:1 the second. Those of gpu:0,1 share out each batch.",
                byDefault = "auto")
        Device device,

        @Setting(
                doc =
                        "What is held out: the latest examples (time), or those whose entity or id has a hash that says so, the same in every window (hash). No entity is ever in two parts.",
                byDefault = "time")
        SplitBy split,

        @Setting(
                doc =
                        "Share of the window, by time the latest, that the candidate is only measured on, after it was chosen and judged on the rest. 0 is none.",
                byDefault = "0.0")
        double testShare,

        @Setting(
                doc =
                        "A new model is asked for so long after the latest one was, by the Kafka timestamps of outcomes, drift or not. Without it only drift asks.")
        Optional<Duration> every,

        @Setting(doc = "The same after so many outcomes. 0 is never.", unit = "outcomes", byDefault = "0")
        long everyOutcomes,

        @Setting(doc = "Examples that are made from those of the training part, for training only.", byDefault = "{}")
        Augment augment,

        @Setting(doc = "Learning from each example as it comes.", byDefault = "{}")
        Online online,

        @Setting(
                doc = "Whether other parameters of the families than those that are given are tried, and which.",
                byDefault = "{}")
        Search search,

        @Setting(
                doc =
                        "Of regression, which number is predicted instead of the label itself: the one that so many labels do not pass, nine in ten where it is 0.9. Models learn it, and are chosen, judged and compared, by quantile loss.")
        Optional<Double> quantile,

        @Setting(
                doc =
                        "Which families see the earlier records that history.sequence shows: those that read them in their order (sequences), which is lstm, or all, softmax, mlp and xgboost as so many more inputs.",
                byDefault = "sequences")
        Earlier earlier,

        @Setting(
                doc =
                        "How a model is made as sure of its probabilities as it is right: one temperature for all of them (temperature), a function for each class that only rises (isotonic; half of the held-out share is then held out for that alone), or not at all.",
                byDefault = "temperature")
        Calibration calibration,

        @Setting(
                doc = "Whether a model goes on from the champion, and with older examples beside its window.",
                byDefault = "{}")
        WarmStart warmStart) {

    /** Who sees earlier records. */
    public enum Earlier {
        SEQUENCES,
        ALL
    }

    /** What makes a model as sure as it is right. */
    public enum Calibration {
        TEMPERATURE,
        ISOTONIC,
        NONE
    }

    /** What says which part of a window an example belongs to. */
    public enum SplitBy {
        TIME,
        HASH
    }

    /** Model family. */
    public enum Family {
        SOFTMAX,
        MLP,
        XGBOOST,
        LSTM
    }

    public Training {
        candidates = List.copyOf(candidates);
        hidden = List.copyOf(hidden);
        unless(minExamples >= 100, "minExamples", "must be at least 100");
        unless(window >= minExamples, "window", "must not be below minExamples (" + minExamples + ")");
        unless(window <= 5_000_000, "window", "must be at most 5000000");
        unless(validationShare >= 0.05 && validationShare <= 0.5, "validationShare", "must be between 0.05 and 0.5");
        unless(testShare >= 0 && testShare <= 0.4, "testShare", "must be between 0 and 0.4");
        unless(!candidates.isEmpty(), "candidates", "at least one family is needed");
        checkHidden(hidden);
        unless(epochs >= 1 && epochs <= 10_000, "epochs", "must be between 1 and 10000");
        checkBatch(batch);
        checkLearningRate(learningRate);
        unless(
                every.map(time -> time.compareTo(Duration.ofMinutes(1)) >= 0).orElse(true),
                "every",
                "must be at least 1m");
        unless(
                everyOutcomes == 0 || everyOutcomes >= minExamples,
                "everyOutcomes",
                "must be 0, or not below minExamples (" + minExamples + ")");
        unless(gateMargin >= 0, "gateMargin", "must not be negative");
        search.check(candidates);
        unless(
                !warmStart.enabled() || !search.isOn(),
                "warmStart.enabled",
                "does not go with training.search, which trains each set of parameters from scratch: leave one of them out");
        unless(
                quantile.map(share -> share >= 0.01 && share <= 0.99).orElse(true),
                "quantile",
                "must be between 0.01 and 0.99");
        unless(
                quantile.isEmpty() || nets.regressionLoss() == Nets.RegressionLoss.MSE,
                "nets.regressionLoss",
                "is not lowered where training.quantile says what is: leave one of them out");
    }

    static void checkHidden(List<Integer> hidden) {
        unless(hidden.stream().allMatch(n -> n >= 1 && n <= 4096), "hidden", "a layer has between 1 and 4096 units");
    }

    static void checkBatch(int batch) {
        unless(batch >= 1 && batch <= 65_536, "batch", "must be between 1 and 65536");
    }

    static void checkLearningRate(double learningRate) {
        unless(learningRate > 0 && learningRate <= 1, "learningRate", "must be above 0 and at most 1");
    }

    /** The same with other parameters of its families. */
    public Training with(List<Integer> hidden, int batch, double learningRate, Nets nets, Trees trees) {
        return new Training(
                window,
                minExamples,
                validationShare,
                candidates,
                hidden,
                epochs,
                batch,
                learningRate,
                nets,
                trees,
                gateMargin,
                seed,
                device,
                split,
                testShare,
                every,
                everyOutcomes,
                augment,
                online,
                search,
                quantile,
                earlier,
                calibration,
                warmStart);
    }

    /** Checks that families that look at earlier records are shown some. */
    void checkOf(History history) {
        unless(
                earlier == Earlier.SEQUENCES || history.sequence() > 0,
                "training.earlier",
                "all needs history.sequence: how many records of an entity vectors show");
        int lstm = candidates.indexOf(Family.LSTM);
        unless(
                lstm < 0 || history.sequence() > 0,
                "training.candidates[" + lstm + "]",
                "lstm needs history.sequence: how many records of an entity vectors show, such as 8");
    }

    /** Checks that nothing is asked for that only numbers have. */
    void checkOfClasses() {
        unless(quantile.isEmpty(), "training.quantile", "is for regression: classes have probabilities");
    }

    /** Checks that nothing is asked for that only classes have. */
    void checkOfNumbers() {
        unless(
                augment.jitter() == 0 && augment.mixup() == 0 && augment.smote() == 0,
                "training.augment",
                "makes examples of classes, not of regression");
        unless(
                nets.loss() == Nets.Loss.CROSS_ENTROPY,
                "training.nets.loss",
                "is for classes: regression has regressionLoss");
        unless(nets.classWeights() == Nets.ClassWeights.NONE, "training.nets.classWeights", "is for classes");
        unless(
                calibration != Calibration.ISOTONIC,
                "training.calibration",
                "is of probabilities, which regression has none of");
        unless(
                !online.enabled() || quantile.isEmpty(),
                "training.online.enabled",
                "learns the number itself: leave it out, or training.quantile");
    }
}
