package io.millrace.features;

/**
 * MurmurHash3, the 32-bit variant for x86 (Austin Appleby, public domain, https://github.com/aappleby/smhasher). The
 * same text has the same hash in every implementation, so vectors can be reproduced in any language.
 */
final class Murmur3 {
    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    private Murmur3() {}

    static int hash32(byte[] bytes, int seed) {
        return hash32(bytes, 0, bytes.length, seed);
    }

    /** The hash of the bytes from {@code from} up to but not including {@code to}. */
    static int hash32(byte[] bytes, int from, int to, int seed) {
        int h = seed;
        int length = to - from;
        int blocks = from + (length & ~3);
        for (int i = from; i < blocks; i += 4) {
            h ^= mixed(littleEndian(bytes, i, 4));
            h = Integer.rotateLeft(h, 13) * 5 + 0xe6546b64;
        }
        h ^= mixed(littleEndian(bytes, blocks, to - blocks));
        return avalanche(h ^ length);
    }

    private static int littleEndian(byte[] bytes, int from, int count) {
        int k = 0;
        for (int i = count - 1; i >= 0; i--) {
            k = (k << 8) | (bytes[from + i] & 0xff);
        }
        return k;
    }

    private static int mixed(int k) {
        return Integer.rotateLeft(k * C1, 15) * C2;
    }

    private static int avalanche(int hash) {
        int h = hash;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
