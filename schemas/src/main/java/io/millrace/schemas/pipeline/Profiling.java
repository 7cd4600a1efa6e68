package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.Duration;
import java.util.Optional;

/** Whether columns are profiled, and over which windows. */
public record Profiling(
        @Setting(
                doc =
                        "Columns are profiled over windows of this length, by Kafka timestamps: how many values and how many missing, mean, quantiles, different and frequent ones, on the profiles topic. Without it they are not.")
        Optional<Duration> window) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    public Profiling {
        unless(
                window.isEmpty()
                        || (window.get().compareTo(SHORTEST) >= 0
                                && window.get().compareTo(LONGEST) <= 0),
                "window",
                "must be from 1s to 366d");
    }
}
