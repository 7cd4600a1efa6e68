package io.millrace.scorer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What became of the vectors that came while there was a shadow: predictions + skipped. Any thread. */
final class ShadowMeters {
    private final Counter predictions;
    private final Counter skipped;
    private final Counter refused;

    ShadowMeters(MeterRegistry registry) {
        predictions = counter(registry, "predictions", "Predictions of a shadow that were written.");
        skipped = counter(registry, "skipped", "Feature vectors that a shadow did not answer.");
        refused = counter(registry, "models.refused", "Shadows that failed a check or a call, and answer no more.");
    }

    void predicted() {
        predictions.increment();
    }

    void skipped(int vectors) {
        skipped.increment(vectors);
    }

    void refused() {
        refused.increment();
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder("millrace.scorer.shadow." + name)
                .description(description)
                .register(registry);
    }
}
