package io.millrace.benchmarks.score;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/** When each of so many numbered vectors was sent, for whoever sees it or what became of it. Thread-safe. */
final class Stopwatch {
    private static final long NOT_YET = -1;

    private final AtomicLongArray sent;

    Stopwatch(int vectors) {
        this.sent = new AtomicLongArray(vectors);
    }

    void started(int vector) {
        sent.set(vector, System.nanoTime());
    }

    /** One for each place where vectors are seen. Used by one thread, then read. */
    Arrivals arrivals() {
        return new Arrivals();
    }

    /** When they came to one place. */
    final class Arrivals {
        private final long[] nanos = new long[sent.length()];
        private int missing = nanos.length;

        private Arrivals() {
            Arrays.fill(nanos, NOT_YET);
        }

        void arrived(int vector) {
            if (nanos[vector] == NOT_YET) {
                nanos[vector] = System.nanoTime() - sent.get(vector);
                missing--;
            }
        }

        boolean isComplete() {
            return missing == 0;
        }

        /** Of all but the first, which warm up. */
        Latencies from(int vector) {
            return Latencies.of(Arrays.copyOfRange(nanos, vector, nanos.length));
        }
    }
}
