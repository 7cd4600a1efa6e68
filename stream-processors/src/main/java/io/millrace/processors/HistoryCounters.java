package io.millrace.processors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What came to the past of entities, as {@code millrace.history.events} by {@code kind}. Counted since this process started. */
final class HistoryCounters {
    private final Counter vectors;
    private final Counter labels;
    private final Counter quarantined;

    HistoryCounters(String pipeline, MeterRegistry meters) {
        vectors = counter("vector", pipeline, meters);
        labels = counter("label", pipeline, meters);
        quarantined = counter("quarantined", pipeline, meters);
    }

    private static Counter counter(String kind, String pipeline, MeterRegistry meters) {
        return meters.counter("millrace.history.events", "pipeline", pipeline, "kind", kind);
    }

    void vector() {
        vectors.increment();
    }

    void label() {
        labels.increment();
    }

    void quarantined() {
        quarantined.increment();
    }
}
