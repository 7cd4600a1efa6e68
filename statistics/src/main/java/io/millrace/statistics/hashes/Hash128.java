package io.millrace.statistics.hashes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * 128 bits for a text: MurmurHash3's variant for x64 (Austin Appleby, public domain, https://github.com/aappleby/smhasher),
 * seed 0, of its UTF-8 bytes. The same text has the same hash in every implementation. Among {@code n} different texts two
 * have the same one with probability n² / 2^129: 1.5e-23 for a hundred million.
 */
public record Hash128(long first, long second) {
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final int BLOCK = 16;

    public static Hash128 of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long h1 = 0;
        long h2 = 0;
        while (in.remaining() >= BLOCK) {
            h1 = Long.rotateLeft(h1 ^ first(in.getLong()), 27) + h2;
            h1 = h1 * 5 + 0x52dce729;
            h2 = Long.rotateLeft(h2 ^ second(in.getLong()), 31) + h1;
            h2 = h2 * 5 + 0x38495ab5;
        }
        h1 ^= first(tail(in));
        h2 ^= second(tail(in));
        h1 ^= bytes.length;
        h2 ^= bytes.length;
        h1 += h2;
        h2 += h1;
        h1 = avalanche(h1);
        h2 = avalanche(h2);
        h1 += h2;
        return new Hash128(h1, h2 + h1);
    }

    /** The next bytes, up to eight. */
    private static long tail(ByteBuffer in) {
        long tail = 0;
        for (int i = 0; i < Long.BYTES && in.hasRemaining(); i++) {
            tail |= (in.get() & 0xffL) << (8 * i);
        }
        return tail;
    }

    private static long first(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long second(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    private static long avalanche(long hash) {
        long h = hash;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
