package io.millrace.learners;

/**
 * Numbers by chance from a seed, with a state of one number (SplitMix64: Steele, Lea and Flood 2014, Fast Splittable Pseudorandom Number
 * Generators).
 */
final class Chance {
    private long state;

    Chance(long seed) {
        state = seed;
    }

    void keep(State of) {
        state = of.whole(state);
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** From 0 to below 1. */
    double share() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** From 0 to below the bound. */
    int below(int bound) {
        return (int) (share() * bound);
    }

    /** Poisson with this mean, which should be small: takes as many steps as comes out. */
    int poisson(double mean) {
        double probability = Math.exp(-mean);
        double left = share() - probability;
        int count = 0;
        while (left >= 0 && count < 1000) {
            count++;
            probability *= mean / count;
            left -= probability;
        }
        return count;
    }

    /** So many different numbers from 0 to below n, ascending. */
    int[] choose(int count, int n) {
        int[] chosen = new int[count];
        int taken = 0;
        for (int i = 0; taken < count; i++) {
            if (below(n - i) < count - taken) {
                chosen[taken++] = i;
            }
        }
        return chosen;
    }
}
