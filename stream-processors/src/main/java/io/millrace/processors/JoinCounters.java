package io.millrace.processors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What happened in the join, as {@code millrace.join.events} by {@code event}. Counted since this process started. */
final class JoinCounters {
    private final Map<JoinEvent, Counter> counters = new EnumMap<>(JoinEvent.class);
    private final Counter quarantined;

    JoinCounters(String pipeline, MeterRegistry meters) {
        for (JoinEvent event : JoinEvent.values()) {
            counters.put(event, meters.counter("millrace.join.events", "pipeline", pipeline, "event", event.code()));
        }
        quarantined = meters.counter("millrace.join.events", "pipeline", pipeline, "event", "quarantined");
    }

    void count(JoinEvent event) {
        counters.get(event).increment();
    }

    void quarantined() {
        quarantined.increment();
    }
}
