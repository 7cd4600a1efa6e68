package io.millrace.ingest.http;

import io.millrace.runtime.Call;
import io.millrace.runtime.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * The body of a request as text.
 *
 * @param text UTF-8, checked
 * @param lines whether it is one JSON value a line, rather than one in all
 */
record Payload(Bytes text, boolean lines) {
    private static final int PIECE = 16 << 10;

    /** An array, wrapped, for a record with an array of its own would be equal to no other. */
    static final class Bytes {
        private final byte[] array;

        Bytes(byte[] array) {
            this.array = array;
        }

        byte[] array() {
            return array;
        }
    }

    /**
     * @param maxBytes of the inflated body
     * @throws Refusal where type or encoding are not what is taken, or the bytes are not what they should be
     */
    static Payload of(Call call, int maxBytes) {
        boolean lines = isLines(call.header("Content-Type").orElse(""));
        byte[] text = inflated(call, maxBytes);
        Utf8.check(text);
        return new Payload(new Bytes(text), lines);
    }

    private static boolean isLines(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace("\"", "").replace(" ", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw new Refusal(415, parts[i].trim() + " is not taken: send UTF-8");
            }
        }
        return switch (parts[0].trim()) {
            case "application/json" -> false;
            case "application/x-ndjson", "application/jsonl" -> true;
            default ->
                throw new Refusal(
                        415,
                        (contentType.isBlank() ? "no Content-Type" : "Content-Type " + parts[0].trim())
                                + ": send application/json, or application/x-ndjson for one JSON object a line");
        };
    }

    private static byte[] inflated(Call call, int maxBytes) {
        String encoding =
                call.header("Content-Encoding").orElse("identity").trim().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "identity" -> call.body();
            case "gzip", "x-gzip" -> inflate(call.body(), maxBytes);
            default -> throw new Refusal(415, "Content-Encoding " + encoding + ": send gzip, or none");
        };
    }

    private static byte[] inflate(byte[] body, int maxBytes) {
        ByteArrayOutputStream inflated = new ByteArrayOutputStream(Math.min(maxBytes, body.length * 4));
        byte[] piece = new byte[PIECE];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body), PIECE)) {
            for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
                if (inflated.size() + size > maxBytes) {
                    throw new Refusal(
                            413, "the body inflates to more than " + maxBytes + " bytes: send it in smaller parts");
                }
                inflated.write(piece, 0, size);
            }
        } catch (IOException e) {
            throw new Refusal(400, "the body is no whole gzip (" + e.getMessage() + ")");
        }
        return inflated.toByteArray();
    }
}
