package io.millrace.ingest.http;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Ids for the records of one request that bring none. With an Idempotency-Key they follow from key and body alone: a retry, at
 * another instance or after the window too, gives the same records the same ids.
 */
final class GivenIds {
    private static final int BYTES = 16;

    private final String stem;

    private GivenIds(String stem) {
        this.stem = stem;
    }

    static GivenIds of(Optional<IdempotencyKey> key) {
        return new GivenIds(
                key.map(GivenIds::stem).orElseGet(() -> UUID.randomUUID().toString()));
    }

    /** @param number of the record in the request, from 0 */
    String id(int number) {
        return stem + "-" + number;
    }

    private static String stem(IdempotencyKey key) {
        MessageDigest digest = IdempotencyKey.sha256();
        digest.update(key.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update(HexFormat.of().parseHex(key.body()));
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
