package io.millrace.runtime;

import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Lets requests in, or not. */
final class Doorkeeper {
    private static final Pattern LOOPBACK_NAME =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[?(0{1,4}:){7}0{0,3}1]?|::1");

    private final HttpSettings settings;

    Doorkeeper(HttpSettings settings) {
        this.settings = settings;
    }

    /**
     * Who asks.
     *
     * @throws Refusal where they may not
     */
    String client(Request request, Route.Access access) {
        if (settings.isOpen()) {
            demandLoopbackName(request);
        }
        if (settings.tokens().isEmpty() || access == Route.Access.ANYBODY) {
            return Request.getRemoteAddr(request);
        }
        return settings.tokens()
                .bearer(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .orElseThrow(() -> new Refusal(
                        401,
                        "a known token is needed: send the header Authorization: Bearer TOKEN",
                        Map.of("WWW-Authenticate", "Bearer")));
    }

    /** A page in a browser could otherwise reach us under a name of its own that it had pointed to loopback. */
    private void demandLoopbackName(Request request) {
        String name = Request.getServerName(request);
        if (!LOOPBACK_NAME.matcher(name).matches() && !name.equalsIgnoreCase(settings.host())) {
            throw new Refusal(421, "without tokens this endpoint answers to the name localhost only");
        }
    }
}
