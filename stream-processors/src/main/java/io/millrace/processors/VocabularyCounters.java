package io.millrace.processors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What became of categories that no learned vocabulary knew. */
final class VocabularyCounters {
    private final Counter learned;
    private final Counter full;

    VocabularyCounters(String pipeline, MeterRegistry meters) {
        learned = meters.counter("millrace.vocabulary.learned", "pipeline", pipeline);
        full = meters.counter("millrace.vocabulary.full", "pipeline", pipeline);
    }

    /** A category got a code. */
    void learned() {
        learned.increment();
    }

    /** A category stays unknown, for its vocabulary has no code left. */
    void full() {
        full.increment();
    }
}
