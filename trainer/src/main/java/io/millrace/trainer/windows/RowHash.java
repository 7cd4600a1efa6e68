package io.millrace.trainer.windows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A 64-bit number for an id or an entity: the first half of MurmurHash3's 128-bit variant for x64 (Austin Appleby, public domain,
 * https://github.com/aappleby/smhasher), seed 0, of its UTF-8 bytes. The same text has the same hash in every implementation, so a
 * split by hash can be told outside Millrace too.
 */
final class RowHash {
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final int BLOCK = 16;

    private RowHash() {}

    static long of(String text) {
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
        long tail1 = tail(in, Long.BYTES);
        h2 ^= second(tail(in, Long.BYTES));
        h1 ^= first(tail1);
        h1 ^= bytes.length;
        h2 ^= bytes.length;
        h1 += h2;
        h2 += h1;
        return avalanche(h1) + avalanche(h2);
    }

    private static long tail(ByteBuffer in, int most) {
        long tail = 0;
        for (int i = 0; i < most && in.hasRemaining(); i++) {
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
