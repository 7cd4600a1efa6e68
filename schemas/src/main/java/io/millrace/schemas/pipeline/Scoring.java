package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.Duration;

/** How records are scored. */
public record Scoring(
        @Setting(doc = "Most vectors scored in one call of the model.", unit = "vectors", byDefault = "1024")
        int maxBatch,

        @Setting(doc = "Longest time between two commits of predictions.", byDefault = "100ms")
        Duration commitEvery) {

    public Scoring {
        unless(maxBatch >= 1 && maxBatch <= 65_536, "maxBatch", "must be between 1 and 65536");
        unless(!commitEvery.isNegative() && !commitEvery.isZero(), "commitEvery", "must be longer than zero");
    }
}
