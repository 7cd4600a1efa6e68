package io.millrace.ingest.streams;

import java.util.SplittableRandom;

/** Random numbers of one record for one purpose, reached without those of the records before it. */
final class Chance {
    private final SplittableRandom random;

    /** @param purpose tells draws for one thing from draws for another */
    Chance(long seed, String purpose, long number) {
        this.random = new SplittableRandom(mix(mix(seed + purpose.hashCode()) ^ number));
    }

    /** Uniform in [from, to). */
    double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** Uniform in 0 .. bound - 1. */
    int below(int bound) {
        return (int) (bound * random.nextDouble());
    }

    /** Stafford's variant 13 of the 64-bit murmur finaliser: neighbouring numbers become unrelated seeds. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
