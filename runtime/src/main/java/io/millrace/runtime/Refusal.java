package io.millrace.runtime;

import java.util.Map;

/** A request that is not done; status and message are the client's. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> headers;

    /** @param message one line: what, where, what to do */
    public Refusal(int status, String message) {
        this(status, message, Map.of());
    }

    public Refusal(int status, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    /** Try again later. */
    public static Refusal tooMuch(String message, long retryAfterSeconds) {
        return new Refusal(429, message, Map.of("Retry-After", Long.toString(Math.max(1, retryAfterSeconds))));
    }

    public int status() {
        return status;
    }

    Reply reply() {
        return Reply.error(status, getMessage(), headers);
    }
}
