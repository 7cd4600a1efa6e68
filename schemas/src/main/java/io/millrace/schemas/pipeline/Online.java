package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.Duration;

/** Whether the trainer also learns from each example as it comes, and what from. */
public record Online(
        @Setting(
                doc =
                        "Whether the trainer learns from each example as it comes, beside training on windows. What it has learnt becomes a version, shadow first, that goes on learning while it serves.",
                byDefault = "false")
        boolean enabled,

        @Setting(
                doc =
                        "What learns: portfolio weighs nine learners by how they did; forest, an adaptive random forest, tree, a Hoeffding adaptive tree or, of numbers, a model tree that never takes a split back, and linear, a softmax or linear regression, cost less.",
                byDefault = "portfolio")
        Kind learner,

        @Setting(
                doc =
                        "What it has learnt is written down, and served where it serves, after so many examples. The portfolio of numbers learns from the latest labels as they were known so many before: give what comes between two revisions, which are 5 seconds apart at least.",
                unit = "examples",
                byDefault = "1000")
        int every,

        @Setting(doc = "The same after so long, where fewer examples have come.", byDefault = "10s")
        Duration everyTime) {

    /** Which learner. */
    public enum Kind {
        PORTFOLIO,
        FOREST,
        TREE,
        LINEAR
    }

    public Online {
        unless(every >= 1 && every <= 1_000_000, "every", "must be between 1 and 1000000");
        unless(everyTime.toMillis() >= 1_000, "everyTime", "must be at least 1s");
    }
}
