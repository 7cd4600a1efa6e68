package io.millrace.scorer.inference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What requests for inference came to. Thread-safe. */
final class InferenceMeters {
    private final MeterRegistry registry;
    private final Counter rows;

    InferenceMeters(MeterRegistry registry) {
        this.registry = registry;
        this.rows = Counter.builder("millrace.inference.rows")
                .description("Rows answered over HTTP.")
                .register(registry);
        requests(200);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    /** @param status of the reply */
    void replied(Timer.Sample since, int status) {
        since.stop(requests(status));
    }

    private Timer requests(int status) {
        return Timer.builder("millrace.inference.requests")
                .description("How long requests for inference took, by the status of their reply.")
                .tag("status", Integer.toString(status))
                .register(registry);
    }

    void answered(int answeredRows) {
        rows.increment(answeredRows);
    }
}
