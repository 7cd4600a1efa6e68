package io.millrace.cli.embedded.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings each request to its route. Thread-safe: one request at a time. */
final class Router {
    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /**
     * What to send back, to be written as JSON.
     *
     * @throws RegistryError where the answer is no
     */
    synchronized Object answer(Request request) {
        boolean knownPath = false;
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(request.path());
            if (variables.isPresent() && route.method().equals(request.method())) {
                return route.answer().apply(request.with(variables.get()));
            }
            knownPath |= variables.isPresent();
        }
        throw knownPath ? RegistryError.noSuchMethod() : RegistryError.noSuchPath();
    }
}
