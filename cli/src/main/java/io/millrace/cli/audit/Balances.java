package io.millrace.cli.audit;

import io.millrace.runtime.ServiceFailure;

/**
 * What each id still waits for; below zero what came too often. An open hash table of primitives, because there may be many
 * millions of ids: 24 bytes a slot, 32 to 64 MB for a million ids.
 */
final class Balances {
    /** A number kept for each id. */
    enum Of {
        /** Records less feature vectors and quarantined records. */
        RECORDS,
        /** Feature vectors less predictions and quarantined vectors. */
        VECTORS,
        /** Feature vectors. */
        ACCEPTED,
        /** Outcomes but those that correct one: at most one for each vector. */
        OUTCOMES
    }

    /** Sees every id once. */
    interface Visitor {
        void visit(long hash, int records, int vectors, int surplusOutcomes);
    }

    private static final int KINDS = Of.values().length;

    private long[] hashes;
    private int[] balances;
    private int size;

    Balances() {
        this(1 << 16);
    }

    private Balances(int slots) {
        hashes = new long[slots];
        balances = new int[Math.multiplyExact(slots, KINDS)];
    }

    int size() {
        return size;
    }

    boolean knows(long hash) {
        return hashes[slot(hash)] != 0;
    }

    int get(long hash, Of balance) {
        int slot = slot(hash);
        return hashes[slot] == 0 ? 0 : at(slot, balance);
    }

    void add(long hash, Of balance, int change) {
        int slot = slot(hash);
        if (hashes[slot] == 0) {
            if (size >= hashes.length / 4 * 3) {
                grow();
                slot = slot(hash);
            }
            hashes[slot] = hash;
            size++;
        }
        balances[slot * KINDS + balance.ordinal()] += change;
    }

    void forEach(Visitor visitor) {
        for (int slot = 0; slot < hashes.length; slot++) {
            if (hashes[slot] != 0) {
                visitor.visit(
                        hashes[slot],
                        at(slot, Of.RECORDS),
                        at(slot, Of.VECTORS),
                        Math.max(0, at(slot, Of.OUTCOMES) - Math.max(1, at(slot, Of.ACCEPTED))));
            }
        }
    }

    private int at(int slot, Of balance) {
        return balances[slot * KINDS + balance.ordinal()];
    }

    private int slot(long hash) {
        int slot = (int) hash & (hashes.length - 1);
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & (hashes.length - 1);
        }
        return slot;
    }

    private void grow() {
        Balances larger;
        try {
            larger = new Balances(Math.multiplyExact(hashes.length, 2));
        } catch (OutOfMemoryError | ArithmeticException e) {
            throw new ServiceFailure(
                    "the ids of the topics (over " + size + ") do not fit into memory: give Java more, with"
                            + " MILLRACE_JAVA_OPTIONS=-Xmx4g",
                    e);
        }
        for (int slot = 0; slot < hashes.length; slot++) {
            if (hashes[slot] != 0) {
                int to = larger.slot(hashes[slot]);
                larger.hashes[to] = hashes[slot];
                System.arraycopy(balances, slot * KINDS, larger.balances, to * KINDS, KINDS);
            }
        }
        hashes = larger.hashes;
        balances = larger.balances;
    }
}
