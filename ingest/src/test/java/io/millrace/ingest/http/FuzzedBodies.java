package io.millrace.ingest.http;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Bodies that a broken or hostile client may send, the same ones for the same seed. */
final class FuzzedBodies {
    private static final List<Charset> ENCODINGS = List.of(
            StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1, Charset.forName("UTF-32"));
    private static final List<String> TYPES = List.of(
            Serving.JSON,
            Serving.LINES,
            "application/jsonl",
            "application/json;charset=utf-8",
            "text/plain",
            "a/b;charset=x");
    private static final List<String> PIECES = List.of(
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\n", "\u0000", "null", "true", "1e999", "-", "NaN", "\\ud800",
            "é", "😀");

    private final Random random;

    /** What is sent. */
    record Body(String type, boolean gzip, byte[] bytes) {}

    FuzzedBodies(long seed) {
        this.random = new Random(seed);
    }

    Body next() throws IOException {
        String type = random.nextInt(20) == 0 ? pick(TYPES) : pick(TYPES.subList(0, 3));
        byte[] bytes = bytes(type.equals(Serving.JSON));
        return switch (random.nextInt(8)) {
            case 0 -> new Body(type, true, bytes);
            case 1 -> new Body(type, true, gzipped(bytes));
            case 2 -> new Body(type, true, mutated(gzipped(bytes)));
            case 3 -> new Body(type, true, truncated(gzipped(bytes)));
            default -> new Body(type, false, bytes);
        };
    }

    private byte[] bytes(boolean whole) {
        String text = text(whole);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(10)) {
            case 0 -> truncated(bytes);
            case 1, 2 -> mutated(bytes);
            case 3 -> text.getBytes(pick(ENCODINGS));
            case 4 -> noise(random.nextInt(300));
            case 5 -> spliced(text).getBytes(StandardCharsets.UTF_8);
            default -> bytes;
        };
    }

    private String text(boolean whole) {
        return switch (random.nextInt(12)) {
            case 0 -> "[".repeat(random.nextInt(5_000));
            case 1 -> "{\"number\":1,\"amount\":" + "{\"a\":".repeat(random.nextInt(100)) + "1" + "}".repeat(100);
            case 2 -> "{\"number\":" + "9".repeat(random.nextInt(2_000)) + ",\"amount\":1}";
            case 3 -> "{\"number\":1,\"amount\":-1." + "7".repeat(random.nextInt(300)) + "e" + random.nextInt() + "}";
            case 4 -> "{\"number\":\"" + "\\ud83d".repeat(random.nextInt(3)) + "\",\"purpose\":\"\\u0000\"}";
            case 5 -> "{" + "\"x\":1,".repeat(random.nextInt(3)) + "\"" + "k".repeat(random.nextInt(2_000)) + "\":1}";
            case 6 -> "{\"id\":" + random.nextInt(9) + ",\"label\":[],\"labelledAt\":" + random.nextLong() + "}";
            default -> several(whole);
        };
    }

    private String several(boolean whole) {
        StringBuilder text = new StringBuilder(whole ? "[" : "");
        int objects = 1 + random.nextInt(4);
        for (int i = 0; i < objects; i++) {
            text.append(i == 0 ? "" : whole ? "," : "\n");
            text.append("{\"number\":").append(random.nextInt(1_000));
            text.append(random.nextBoolean() ? ",\"amount\":" + random.nextDouble() : ",\"other\":[{\"a\":null}]");
            text.append(random.nextBoolean() ? ",\"purpose\":\"é" + random.nextInt(5) + "\"" : "")
                    .append('}');
        }
        return text.append(whole ? "]" : "").toString();
    }

    private String spliced(String text) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + pick(PIECES) + text.substring(at);
    }

    private byte[] mutated(byte[] bytes) {
        byte[] mutated = bytes.clone();
        for (int i = 0; i < 1 + random.nextInt(4) && mutated.length > 0; i++) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        return mutated;
    }

    private byte[] truncated(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        return HttpIngestTest.gzip(new String(bytes, StandardCharsets.UTF_8));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
