package io.millrace.processors;

import io.millrace.statistics.hashes.Hash128;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Says in which chunks an id may be; mostly in none, for most ids are new. An id takes a slot of four bytes, in which its chunk
 * stands beside some bits of its hash, and the slots of a part are filled to four fifths: 5 bytes an id. It grows by parts,
 * the first for 65,536 ids, each further one for twice as many, up to 1,048,576. Of the largest ones the newest five stay in
 * memory, so all of it takes 31 MiB at most; older ones are put away in pages of 4 KiB, and cost one look-up each. For one thread.
 */
final class IdIndex {
    private static final int FIRST_PART = 1 << 16;
    private static final int LARGEST_PART = 1 << 20;
    private static final int LARGEST_PARTS_IN_MEMORY = 5;
    private static final int SLOTS_PER_PAGE = 1 << 10;

    /** Where parts go that are too many for memory. */
    interface Pages {
        /** @param number from 0 on */
        void put(int number, byte[] page);

        byte[] get(int number);
    }

    private final Pages pages;
    private final int largestPart;
    private final List<Part> parts = new ArrayList<>();
    private int nextPart;
    private int nextToPages;

    IdIndex(Pages pages) {
        this(pages, FIRST_PART, LARGEST_PART);
    }

    /** The sizes in ids, powers of two. */
    IdIndex(Pages pages, int firstPart, int largestPart) {
        this.pages = pages;
        this.nextPart = firstPart;
        this.largestPart = largestPart;
    }

    /** @param chunk its number: that of the id before, or the next one */
    void add(Hash128 id, int chunk) {
        if (parts.isEmpty() || !last().takes(chunk)) {
            grow(chunk);
        }
        last().add(id, chunk);
    }

    private void grow(int chunk) {
        parts.add(new Part(nextPart, chunk, pages, parts.size()));
        if (nextPart < largestPart) {
            nextPart = 2 * nextPart;
            nextToPages = parts.size();
        } else if (parts.size() - nextToPages > LARGEST_PARTS_IN_MEMORY) {
            parts.get(nextToPages).putAway();
            nextToPages++;
        }
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
     * the hash above them. From the place of an id on, larger slots come before smaller ones, so that looking for what is not there
     * ends at the first smaller one: after 3 slots of a full part instead of 13 (Amble and Knuth, Ordered hash tables, 1974).
     */
    private static final class Part {
        private final int capacity;
        private final int chunkMask;
        private final int chunkBefore;
        private final int length;
        private final Pages pages;
        private final int firstPage;
        private int[] slots;
        private int ids;
        private int pageNumber = -1;
        private ByteBuffer page;

        /** @param capacity in ids, a power of two */
        Part(int capacity, int firstChunk, Pages pages, int partsBefore) {
            this.capacity = capacity;
            this.chunkMask = capacity - 1;
            this.chunkBefore = firstChunk - 1;
            this.length = capacity / 4 * 5;
            this.pages = pages;
            this.firstPage = partsBefore * (LARGEST_PART / SLOTS_PER_PAGE * 2);
            this.slots = new int[length];
        }

        boolean takes(int chunk) {
            return ids < capacity && chunk - chunkBefore <= chunkMask;
        }

        void add(Hash128 id, int chunk) {
            int slot = mark(id) | (chunk - chunkBefore);
            int at = place(id);
            while (slots[at] != 0) {
                int there = slots[at];
                if (there < slot) {
                    slots[at] = slot;
                    slot = there;
                }
                at = next(at);
            }
            slots[at] = slot;
            ids++;
        }

        boolean any(Hash128 id, IntPredicate hasIt) {
            int mark = mark(id);
            int at = place(id);
            for (int slot = slot(at); slot >= mark && slot != 0; slot = slot(at)) {
                if ((slot & ~chunkMask) == mark && hasIt.test(chunkBefore + (slot & chunkMask))) {
                    return true;
                }
                at = next(at);
            }
            return false;
        }

        private int place(Hash128 id) {
            return (int) ((id.first() >>> 32) * length >>> 32);
        }

        private int next(int at) {
            return at + 1 == length ? 0 : at + 1;
        }

        private int mark(Hash128 id) {
            return (int) id.second() & ~chunkMask;
        }

        private int slot(int at) {
            return slots == null ? slotOnPage(at) : slots[at];
        }

        private int slotOnPage(int at) {
            int number = firstPage + at / SLOTS_PER_PAGE;
            if (number != pageNumber) {
                page = ByteBuffer.wrap(pages.get(number));
                pageNumber = number;
            }
            return page.getInt(at % SLOTS_PER_PAGE * Integer.BYTES);
        }

        void putAway() {
            for (int at = 0; at < length; at += SLOTS_PER_PAGE) {
                ByteBuffer bytes = ByteBuffer.allocate(SLOTS_PER_PAGE * Integer.BYTES);
                bytes.asIntBuffer().put(slots, at, Math.min(SLOTS_PER_PAGE, length - at));
                pages.put(firstPage + at / SLOTS_PER_PAGE, bytes.array());
            }
            slots = null;
        }
    }
}
