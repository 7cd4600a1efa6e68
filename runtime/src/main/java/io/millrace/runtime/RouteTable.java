package io.millrace.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The routes of one endpoint, and which of them a request means. */
record RouteTable(List<Route> routes) {
    /** A route and what its placeholders stand for. */
    record Found(Route route, Map<String, String> parameters) {}

    RouteTable {
        routes = List.copyOf(routes);
    }

    Optional<Found> find(String method, String path) {
        for (Route route : routes) {
            if (route.answers(method)) {
                Optional<Map<String, String>> parameters = route.match(path);
                if (parameters.isPresent()) {
                    return Optional.of(new Found(route, parameters.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** Why a request means none of them. */
    Refusal missing(String method, String path) {
        String allowed = routes.stream()
                .filter(route -> route.match(path).isPresent())
                .map(Route::method)
                .distinct()
                .collect(Collectors.joining(", "));
        return allowed.isEmpty()
                ? new Refusal(404, "nothing is at " + path)
                : new Refusal(405, path + " takes " + allowed + ", not " + method, Map.of("Allow", allowed));
    }
}
