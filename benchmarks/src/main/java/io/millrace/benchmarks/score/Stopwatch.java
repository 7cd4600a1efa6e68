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
        private long repeated;

        private Arrivals() {
            Arrays.fill(nanos, NOT_YET);
        }

        void arrived(int vector) {
            if (nanos[vector] == NOT_YET) {
                nanos[vector] = System.nanoTime() - sent.get(vector);
                missing--;
            } else {
                repeated++;
            }
        }

        boolean isComplete() {
            return missing == 0;
        }

        /** How many came again that had come before. */
        long repeated() {
            return repeated;
        }

        /** Of the vectors from one number up to another. */
        Latencies of(int from, int to) {
            long[] moments = new long[to - from];
            for (int vector = from; vector < to; vector++) {
                moments[vector - from] = sent.get(vector) + nanos[vector];
            }
            return Latencies.of(Arrays.copyOfRange(nanos, from, to), moments);
        }
    }
}
