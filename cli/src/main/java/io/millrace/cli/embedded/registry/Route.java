package io.millrace.cli.embedded.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One line of the REST API.
 *
 * @param path segments; those in braces are variables
 * @param answer what is sent back as JSON
 */
record Route(String method, List<String> path, Function<Request, Object> answer) {
    static Route of(String method, String path, Function<Request, Object> answer) {
        return new Route(
                method, path.equals("/") ? List.of() : List.of(path.substring(1).split("/")), answer);
    }

    /** The path's variables, where the path is this one's. */
    Optional<Map<String, String>> match(List<String> segments) {
        if (segments.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String expected = path.get(i);
            if (expected.startsWith("{")) {
                variables.put(expected.substring(1, expected.length() - 1), segments.get(i));
            } else if (!expected.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
