package io.millrace.processors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.features.Reason;
import java.util.EnumMap;
import java.util.Map;

/**
 * What went in and where it went: {@code millrace.records.received} = {@code millrace.records.accepted} + {@code
 * millrace.records.quarantined} over all reasons; outliers in accepted records besides. Counted since this process started, work done again after a failure
 * included; the topics hold the exact numbers.
 */
final class EncodeCounters {
    private final Counter received;
    private final Counter accepted;
    private final Counter outliers;
    private final Map<Reason, Counter> quarantined = new EnumMap<>(Reason.class);

    EncodeCounters(String pipeline, MeterRegistry meters) {
        received = meters.counter("millrace.records.received", "pipeline", pipeline);
        accepted = meters.counter("millrace.records.accepted", "pipeline", pipeline);
        outliers = meters.counter("millrace.values.outliers", "pipeline", pipeline);
        for (Reason reason : Reason.values()) {
            quarantined.put(
                    reason,
                    meters.counter("millrace.records.quarantined", "pipeline", pipeline, "reason", reason.code()));
        }
    }

    void received() {
        received.increment();
    }

    void accepted(int unusual) {
        accepted.increment();
        if (unusual > 0) {
            outliers.increment(unusual);
        }
    }

    void quarantined(Reason reason) {
        quarantined.get(reason).increment();
    }
}
