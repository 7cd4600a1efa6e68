package io.millrace.ingest.http;

import io.millrace.runtime.Call;
import io.millrace.runtime.Refusal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a client calls one request, so that it can be repeated.
 *
 * @param body SHA-256 of the request's body, in hexadecimal
 */
record IdempotencyKey(String text, String body) {
    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 200;

    /** @throws Refusal where it is empty or too long */
    static Optional<IdempotencyKey> of(Call call) {
        Optional<String> text = call.header(HEADER);
        if (text.isPresent() && (text.get().isBlank() || text.get().length() > LONGEST)) {
            throw new Refusal(400, HEADER + " must have 1 to " + LONGEST + " characters");
        }
        return text.map(key -> new IdempotencyKey(key, HexFormat.of().formatHex(sha256().digest(call.body()))));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
