package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.Duration;

/** How records are scored. */
public record Scoring(
        @Setting(doc = "Most vectors scored in one call of the model.", unit = "vectors", byDefault = "1024")
        int maxBatch,

        @Setting(
                doc =
                        "Longest time that a vector waits for others to share its call of the model; 0ms: what a poll brings is"
                                + " scored at once.",
                byDefault = "0ms")
        Duration maxWait,

        @Setting(
                doc =
                        "What runs models: ONNX Runtime itself, over memory it shares with the scorer (direct), or DJL's engine of"
                                + " ONNX Runtime (djl). Answers are the same.",
                byDefault = "direct")
        Engine engine,

        @Setting(doc = "Longest time between two commits of predictions.", byDefault = "100ms")
        Duration commitEvery,

        @Setting(doc = "What one request for inference over HTTP may ask.", byDefault = "{}")
        Inference inference,

        @Setting(doc = "Answers of models that do not serve yet.", byDefault = "{}")
        Shadows shadows,

        @Setting(
                doc =
                        "Share of records that the shadow, while there is one, answers in the champion's place, at most 0.5: those whose id"
                                + " has a hash that says so, the same in every scorer. Its predictions are flagged canary, and count.",
                byDefault = "0.0")
        double canary,

        @Setting(
                doc =
                        "Where models run, those on trial and inference over HTTP included: one device. auto takes the first GPU where ONNX Runtime can compute there, gpu demands it, and gpu:1 the second; several, as training.device takes them, are refused.",
                byDefault = "auto")
        Device device) {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final double LARGEST_CANARY = 0.5;

    /** What runs models. */
    public enum Engine {
        DIRECT,
        DJL
    }

    public Scoring {
        unless(maxBatch >= 1 && maxBatch <= 65_536, "maxBatch", "must be between 1 and 65536");
        unless(maxWait.compareTo(LONGEST_WAIT) <= 0, "maxWait", "must be 1s at most");
        unless(!commitEvery.isNegative() && !commitEvery.isZero(), "commitEvery", "must be longer than zero");
        unless(canary >= 0 && canary <= LARGEST_CANARY, "canary", "must be between 0 and 0.5");
        unless(device.gpus().size() <= 1, "device", "must be one device: further scorers take further GPUs");
    }
}
