package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.util.regex.Pattern;

/** How nets are trained, beyond what every pipeline sets. */
public record Nets(
        @Setting(doc = "What turns gradients into steps; sgd has a momentum of 0.9.", byDefault = "adamw")
        Optimiser optimiser,

        @Setting(
                doc =
                        "The step size over the passes: halved each time the held-out loss stalls, constant, or down half a cosine to nothing at the last pass.",
                byDefault = "halve")
        Schedule schedule,

        @Setting(
                doc =
                        "What training lowers: cross-entropy, or focal, which looks away from examples that are already told well (with a focus of 2).",
                byDefault = "cross-entropy")
        Loss loss,

        @Setting(
                doc =
                        "Whether an example of a rare class counts more: by class frequency (balanced), or all the same (none). Probabilities move towards rare classes.",
                byDefault = "none")
        ClassWeights classWeights,

        @Setting(
                doc =
                        "What training lowers where the label is a number: squared errors (mse), absolute ones (mae), or squared up to one standard deviation of the labels and absolute beyond (huber).",
                byDefault = "mse")
        RegressionLoss regressionLoss,

        @Setting(
                doc = "Share of each hidden layer's units that is left out, drawn anew each step; 0 is none.",
                byDefault = "0.0")
        double dropout,

        @Setting(doc = "L2: each step shrinks every weight by this share of the step size.", byDefault = "0.3")
        double weightDecay,

        @Setting(
                doc = "L1: each step takes this multiple of the step size off every weight, down to 0.",
                byDefault = "0.0")
        double l1,

        @Setting(doc = "No gradient of a weight is larger than this; 0 lets all be.", byDefault = "0.0")
        double clipGradients,

        @Setting(
                doc =
                        "Whether mlp and lstm learn some numbers for each category of columns that show many, instead of taking an input for each: none, so many numbers, or auto, which is 1.6 n^0.56 of n categories, at most 50.",
                byDefault = "none")
        String embedding,

        @Setting(
                doc = "How many categories a column must show in training to be embedded.",
                unit = "categories",
                byDefault = "20")
        int embeddedFrom,

        @Setting(
                doc = "Units of the lstm: numbers that it keeps from one record of an entity to the next.",
                byDefault = "32")
        int lstm) {

    private static final String NONE = "none";
    private static final String AUTO = "auto";
    private static final Pattern LENGTH = Pattern.compile("[1-9][0-9]{0,2}");

    /** What turns gradients into steps. */
    public enum Optimiser {
        ADAMW,
        ADAM,
        SGD,
        RMSPROP
    }

    /** How the step size changes. */
    public enum Schedule {
        HALVE,
        CONSTANT,
        COSINE
    }

    /** What training lowers. */
    public enum Loss {
        CROSS_ENTROPY,
        FOCAL
    }

    /** What training lowers where the label is a number. */
    public enum RegressionLoss {
        MSE,
        MAE,
        HUBER
    }

    /** How much an example counts. */
    public enum ClassWeights {
        NONE,
        BALANCED
    }

    public Nets {
        checkDropout(dropout);
        checkWeightDecay(weightDecay);
        unless(l1 >= 0 && l1 <= 10, "l1", "must be between 0 and 10");
        unless(clipGradients >= 0, "clipGradients", "must not be negative");
        unless(
                embedding.equals(NONE)
                        || embedding.equals(AUTO)
                        || LENGTH.matcher(embedding).matches(),
                "embedding",
                "'" + embedding + "' is neither none nor auto, nor a whole number from 1 to 999");
        checkLstm(lstm);
        unless(embeddedFrom >= 2, "embeddedFrom", "must be at least 2");
    }

    /** Whether columns of many categories are embedded. */
    public boolean embeds() {
        return !embedding.equals(NONE);
    }

    /** Numbers of each category; 0 where their number says how many. */
    public int embeddingLength() {
        return embedding.equals(NONE) || embedding.equals(AUTO) ? 0 : Integer.parseInt(embedding);
    }

    static void checkDropout(double dropout) {
        unless(dropout >= 0 && dropout <= 0.9, "dropout", "must be between 0 and 0.9");
    }

    static void checkWeightDecay(double weightDecay) {
        unless(weightDecay >= 0 && weightDecay <= 10, "weightDecay", "must be between 0 and 10");
    }

    static void checkLstm(int lstm) {
        unless(lstm >= 1 && lstm <= 1024, "lstm", "must be between 1 and 1024");
    }

    /** The same, held back otherwise, and with another state. */
    public Nets with(double dropout, double weightDecay, int lstm) {
        return new Nets(
                optimiser,
                schedule,
                loss,
                classWeights,
                regressionLoss,
                dropout,
                weightDecay,
                l1,
                clipGradients,
                embedding,
                embeddedFrom,
                lstm);
    }
}
