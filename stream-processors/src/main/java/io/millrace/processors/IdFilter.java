package io.millrace.processors;

import java.util.ArrayList;
import java.util.List;

/**
 * Says of an id that it was certainly never added, or perhaps was: Bloom filters ("Space/time trade-offs in hash coding with
 * allowable errors", 1970) in blocks of one cache line (Putze, Sanders and Singler, "Cache-, hash- and space-efficient Bloom
 * filters", 2007). It grows with its ids, from 32 KiB in steps of four to 32 MiB, 2 bytes for each id; of a hundred others one or two are
 * "perhaps". From 16 million ids on it grows no more, and says "perhaps" more often. For one thread.
 */
final class IdFilter {
    private static final int SMALLEST = 1 << 14;
    private static final int MOST = 1 << 24;
    private static final int BITS_PER_ID = 16;
    private static final int BITS_SET = 6;
    private static final int LONGS_PER_BLOCK = 8;
    private static final int BITS_PER_BLOCK = LONGS_PER_BLOCK * Long.SIZE;
    private static final int BITS_OF_PLACE = Integer.numberOfTrailingZeros(BITS_PER_BLOCK);

    /** Each for three times as many ids as all before it, the last one in use. */
    private final List<long[]> parts = new ArrayList<>();

    private int ids;
    private int capacity;

    void add(String id) {
        if (ids == capacity && capacity < MOST) {
            int more = Math.max(SMALLEST, 3 * capacity);
            parts.add(new long[more / Long.SIZE * BITS_PER_ID]);
            capacity += more;
        }
        ids++;
        long hash = hash(id);
        long[] part = parts.get(parts.size() - 1);
        int block = block(hash, part);
        long places = mixed(hash);
        for (int i = 0; i < BITS_SET; i++) {
            part[block + longOf(places)] |= 1L << places;
            places >>>= BITS_OF_PLACE;
        }
    }

    boolean mayHave(String id) {
        long hash = hash(id);
        long places = mixed(hash);
        for (long[] part : parts) {
            if (mayHave(hash, places, part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayHave(long hash, long allPlaces, long[] part) {
        int block = block(hash, part);
        long places = allPlaces;
        for (int i = 0; i < BITS_SET; i++) {
            if ((part[block + longOf(places)] & 1L << places) == 0) {
                return false;
            }
            places >>>= BITS_OF_PLACE;
        }
        return true;
    }

    /** The lowest six bits of a place say which bit, the next three which long. */
    private static int longOf(long places) {
        return (int) (places >>> 6) & (LONGS_PER_BLOCK - 1);
    }

    private static int block(long hash, long[] part) {
        long blocks = part.length / LONGS_PER_BLOCK;
        return (int) ((hash >>> 32) * blocks >>> 32) * LONGS_PER_BLOCK;
    }

    /** FNV-1a over the characters (Fowler, Noll and Vo), then mixed so that every bit counts. */
    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        return mixed(hash);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). */
    private static long mixed(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
