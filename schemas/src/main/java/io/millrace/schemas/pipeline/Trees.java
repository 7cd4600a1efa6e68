package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

/** How boosted trees are grown. */
public record Trees(
        @Setting(
                doc = "Rounds of trees, at most; growing stops early when the held-out loss stops falling.",
                unit = "rounds",
                byDefault = "300")
        int rounds,

        @Setting(doc = "Questions from a tree's root to any of its answers, at most.", byDefault = "5")
        int depth,

        @Setting(doc = "Share of its answer that a tree adds to those before it.", byDefault = "0.1")
        double learningRate,

        @Setting(doc = "Share of the examples, drawn anew each round, that its trees learn from.", byDefault = "0.8")
        double rowShare) {

    public Trees {
        unless(rounds >= 1 && rounds <= 5_000, "rounds", "must be between 1 and 5000");
        unless(depth >= 1 && depth <= 12, "depth", "must be between 1 and 12");
        unless(learningRate > 0 && learningRate <= 1, "learningRate", "must be above 0 and at most 1");
        unless(rowShare > 0 && rowShare <= 1, "rowShare", "must be above 0 and at most 1");
    }
}
