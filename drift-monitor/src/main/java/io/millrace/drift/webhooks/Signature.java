package io.millrace.drift.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests after Standard Webhooks 1.0: HMAC-SHA256 over {@code id.timestamp.body}. With several secrets there are as many
 * signatures, so that a secret can be changed while both are in use. Thread-safe.
 */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String BASE64 = "whsec_";
    private static final int SHORTEST = 16;

    private final List<SecretKeySpec> keys;

    private Signature(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * @param secrets one a line; one that begins with {@code whsec_} is base64 behind it, any other is taken as it is
     * @throws IllegalArgumentException where one cannot be used; the message does not repeat it
     */
    static Signature of(String secrets) {
        return new Signature(secrets.lines()
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .map(Signature::bytes)
                .map(bytes -> new SecretKeySpec(bytes, ALGORITHM))
                .toList());
    }

    /** The header {@code webhook-signature}. */
    String of(String id, long epochSeconds, String body) {
        byte[] signed = (id + "." + epochSeconds + "." + body).getBytes(StandardCharsets.UTF_8);
        return keys.stream()
                .map(key -> "v1," + Base64.getEncoder().encodeToString(mac(key, signed)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] bytes(String secret) {
        byte[] bytes = secret.startsWith(BASE64) ? decoded(secret) : secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST) {
            throw new IllegalArgumentException("holds a secret of " + bytes.length + " bytes: make one of "
                    + "32, for instance with: openssl rand -base64 32");
        }
        return bytes;
    }

    private static byte[] decoded(String secret) {
        try {
            return Base64.getDecoder().decode(secret.substring(BASE64.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "holds a secret that begins with " + BASE64 + " but is not base64 behind it");
        }
    }

    private static byte[] mac(SecretKeySpec key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
