package io.millrace.runtime;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a route answers. */
public final class Reply {
    private final int status;
    private final String type;
    private final Map<String, String> headers;
    private final byte[] body;

    /** @param body taken over, not copied */
    public Reply(int status, String type, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.type = type;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    public static Reply json(int status, byte[] body) {
        return new Reply(status, "application/json", Map.of(), body);
    }

    /** {@code {"error": "..."}}, in one line. */
    public static Reply error(int status, String message, Map<String, String> headers) {
        byte[] body = ("{\"error\":" + quoted(message) + "}\n").getBytes(StandardCharsets.UTF_8);
        return new Reply(status, "application/json", headers, body);
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** Not a copy. */
    public byte[] body() {
        return body;
    }

    static String quoted(String text) {
        String line = String.valueOf(text).replaceAll("\\s+", " ").trim();
        return "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(line)) + "\"";
    }
}
