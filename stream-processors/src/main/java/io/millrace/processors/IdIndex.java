package io.millrace.processors;

import io.millrace.statistics.hashes.Hash128;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Says in which chunks an id may be; mostly in none, for most ids are new. An id takes a slot of four bytes, in which its chunk
 * stands beside some bits of its hash, and the slots of a part are filled to four fifths: 5 bytes an id. It grows by parts,
 * the first for 8,192 ids, each further one for twice as many, up to 1,048,576. For one thread.
 */
final class IdIndex {
    private static final int FIRST_PART = 1 << 13;
    private static final int LARGEST_PART = 1 << 20;

    private final List<Part> parts = new ArrayList<>();
    private int nextPart = FIRST_PART;

    /** @param chunk its number: that of the id before, or the next one */
    void add(Hash128 id, int chunk) {
        if (parts.isEmpty() || !last().takes(chunk)) {
            parts.add(new Part(nextPart, chunk));
            nextPart = Math.min(2 * nextPart, LARGEST_PART);
        }
        last().add(id, chunk);
    }

    private Part last() {
        return parts.get(parts.size() - 1);
    }

    /** Whether a chunk in which the id may be has it. */
    boolean any(Hash128 id, IntPredicate hasIt) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i).any(id, hasIt)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A hash table with linear probing. A slot has the chunk's number within the part, from 1 on, in its lower bits, and bits of
     * the hash above them.
     */
    private static final class Part {
        private final int capacity;
        private final int chunkMask;
        private final int chunkBefore;
        private final int[] slots;
        private int ids;

        /** @param capacity in ids, a power of two */
        Part(int capacity, int firstChunk) {
            this.capacity = capacity;
            this.chunkMask = capacity - 1;
            this.chunkBefore = firstChunk - 1;
            this.slots = new int[capacity / 4 * 5];
        }

        boolean takes(int chunk) {
            return ids < capacity && chunk - chunkBefore <= chunkMask;
        }

        void add(Hash128 id, int chunk) {
            int at = place(id);
            while (slots[at] != 0) {
                at = next(at);
            }
            slots[at] = mark(id) | (chunk - chunkBefore);
            ids++;
        }

        boolean any(Hash128 id, IntPredicate hasIt) {
            int mark = mark(id);
            int at = place(id);
            for (int slot = slots[at]; slot != 0; slot = slots[at]) {
                if ((slot & ~chunkMask) == mark && hasIt.test(chunkBefore + (slot & chunkMask))) {
                    return true;
                }
                at = next(at);
            }
            return false;
        }

        private int place(Hash128 id) {
            return (int) ((id.first() >>> 32) * slots.length >>> 32);
        }

        private int next(int at) {
            return at + 1 == slots.length ? 0 : at + 1;
        }

        private int mark(Hash128 id) {
            return (int) id.second() & ~chunkMask;
        }
    }
}
