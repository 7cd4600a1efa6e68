package io.millrace.ingest.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * What came in over HTTP and where it went: {@code millrace.ingest.http.received} = {@code millrace.ingest.http.accepted} + {@code
 * millrace.ingest.http.refused} over all reasons, for records and labels each. Bodies that could not be taken apart are counted by
 * themselves: nobody knows how many records were in them.
 */
final class HttpIngestMeters {
    private final MeterRegistry registry;

    HttpIngestMeters(MeterRegistry registry, InFlight inFlight) {
        this.registry = registry;
        for (Kind kind : Kind.values()) {
            counter("received", kind, "Records and labels that came in.");
            counter("accepted", kind, "Records and labels that Kafka acknowledged.");
            for (Reason reason : Reason.values()) {
                refused(kind, reason);
            }
            counter("bodies.refused", kind, "Requests refused whole, before their records were told apart.");
        }
        Gauge.builder("millrace.ingest.http.in.flight", inFlight, InFlight::records)
                .description("Records and labels that Kafka has not acknowledged yet.")
                .register(registry);
    }

    /** Why something was not accepted. */
    enum Reason {
        INVALID,
        TOO_LARGE,
        NOT_ACKNOWLEDGED,
        BACK_PRESSURE
    }

    void count(Kind kind, Outcome outcome) {
        counter("received", kind, "").increment(outcome.delivery().entries().size());
        counter("accepted", kind, "").increment(outcome.accepted());
        refused(kind, Reason.INVALID).increment(outcome.invalid());
        refused(kind, Reason.TOO_LARGE).increment(outcome.tooLarge());
        refused(kind, Reason.NOT_ACKNOWLEDGED).increment(outcome.unacknowledged());
    }

    void pressedBack(Kind kind, int entries) {
        counter("received", kind, "").increment(entries);
        refused(kind, Reason.BACK_PRESSURE).increment(entries);
    }

    void bodyRefused(Kind kind) {
        counter("bodies.refused", kind, "").increment();
    }

    private Counter refused(Kind kind, Reason reason) {
        return Counter.builder("millrace.ingest.http.refused")
                .description("Records and labels that were not accepted.")
                .tag("kind", kind.toString())
                .tag("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(registry);
    }

    private Counter counter(String name, Kind kind, String description) {
        return Counter.builder("millrace.ingest.http." + name)
                .description(description)
                .tag("kind", kind.toString())
                .register(registry);
    }
}
