package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.Duration;

/** How a candidate becomes champion, and stays it. */
public record Promotion(
        @Setting(
                doc =
                        "How often a comparison of two models that are equally good may call one of them better, at most: each shadow and each probation however often it is looked at, and each meeting with the gate.",
                byDefault = "0.05")
        double errorRate,

        @Setting(
                doc =
                        "A candidate that the gate cannot tell from the champion runs as its shadow for so many labelled examples, at most; then it is given up.",
                unit = "examples",
                byDefault = "10000")
        int shadowExamples,

        @Setting(
                doc =
                        "The same by the clock, for pipelines whose labels are slow; then whenSlow says what becomes of it.",
                byDefault = "7d")
        Duration shadowTime,

        @Setting(
                doc =
                        "What becomes of a shadow when shadowTime is over: it is given up (archive), or serves, being no worse by the gate (promote).",
                byDefault = "archive")
        WhenSlow whenSlow,

        @Setting(
                doc =
                        "A new champion is compared with the one before it for so many labelled examples, and is rolled back where that turns out better. 0 is never. One that learns online is the shadow of the new champion instead.",
                unit = "examples",
                byDefault = "10000")
        int probationExamples) {

    /** What becomes of a shadow about which the labels have not told in time. */
    public enum WhenSlow {
        ARCHIVE,
        PROMOTE
    }

    public Promotion {
        unless(errorRate >= 1e-6 && errorRate <= 0.5, "errorRate", "must be between 0.000001 and 0.5");
        unless(
                shadowExamples >= 100 && shadowExamples <= 10_000_000,
                "shadowExamples",
                "must be between 100 and 10000000");
        unless(shadowTime.compareTo(Duration.ofMinutes(1)) >= 0, "shadowTime", "must be at least 1m");
        unless(
                probationExamples == 0 || (probationExamples >= 100 && probationExamples <= 10_000_000),
                "probationExamples",
                "must be 0, or between 100 and 10000000");
    }
}
