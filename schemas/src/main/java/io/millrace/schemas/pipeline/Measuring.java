package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.Duration;

/** Over which windows predictions that met their labels are measured. */
public record Measuring(
        @Setting(
                doc =
                        "Length of the windows of the metrics topic. An outcome counts in the window in which it became known, by its Kafka timestamp.",
                byDefault = "1m")
        Duration window) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    public Measuring {
        unless(window.compareTo(SHORTEST) >= 0 && window.compareTo(LONGEST) <= 0, "window", "must be from 1s to 366d");
    }
}
