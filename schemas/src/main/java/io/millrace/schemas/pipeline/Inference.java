package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.Duration;

/** What one request for inference over HTTP may ask. */
public record Inference(
        @Setting(doc = "Most rows of one request.", unit = "rows", byDefault = "1000")
        int maxRows,

        @Setting(doc = "A request that is not answered by then is refused.", byDefault = "1s")
        Duration timeout) {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    public Inference {
        unless(maxRows >= 1 && maxRows <= 100_000, "maxRows", "must be between 1 and 100000");
        unless(
                !timeout.isNegative() && !timeout.isZero() && timeout.compareTo(LONGEST) <= 0,
                "timeout",
                "must be longer than zero and 1m at most");
    }
}
