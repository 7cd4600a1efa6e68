package io.millrace.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One request as a route sees it, its body read whole. */
public final class Call {
    private final String client;
    private final Map<String, String> parameters;
    private final Function<String, String> headers;
    private final byte[] body;

    /**
     * @param client who asks: a token's name, or an address
     * @param parameters what the placeholders of the route's path stand for
     * @param headers null for one that was not sent
     * @param body taken over, not copied
     */
    public Call(String client, Map<String, String> parameters, Function<String, String> headers, byte[] body) {
        this.client = client;
        this.parameters = Map.copyOf(parameters);
        this.headers = headers;
        this.body = body;
    }

    public String client() {
        return client;
    }

    public String parameter(String name) {
        return parameters.get(name);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    /** Not a copy: megabytes are not moved about. */
    public byte[] body() {
        return body;
    }
}
