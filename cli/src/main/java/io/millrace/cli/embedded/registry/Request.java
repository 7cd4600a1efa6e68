package io.millrace.cli.embedded.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * One HTTP request, taken apart.
 *
 * @param path segments, decoded
 * @param flags query parameters whose value is {@code true}
 * @param body JSON; missing where there was none
 * @param variables path segments by the names a {@link Route} gives them
 */
record Request(String method, List<String> path, List<String> flags, JsonNode body, Map<String, String> variables) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Request of(HttpExchange exchange) throws IOException {
        return new Request(
                exchange.getRequestMethod(),
                segments(exchange.getRequestURI().getRawPath()),
                flags(exchange.getRequestURI().getRawQuery()),
                body(exchange),
                Map.of());
    }

    Request with(Map<String, String> pathVariables) {
        return new Request(method, path, flags, body, pathVariables);
    }

    String subject() {
        return variables.getOrDefault("subject", RegistryState.GLOBAL);
    }

    VersionNumber version() {
        return VersionNumber.parse(variables.get("version"));
    }

    /** The schema id of the path; empty where it is no number, and so no schema's. */
    Optional<Integer> id() {
        try {
            return Optional.of(Integer.valueOf(variables.get("id")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    /** @throws RegistryError where the body holds none, or one of another kind */
    Schema schema() {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryError.invalidSchema("the embedded registry knows AVRO only, not " + type);
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryError.invalidSchema("the embedded registry knows no references between schemas");
        }
        try {
            return new Schema.Parser().parse(body.path("schema").asText());
        } catch (SchemaParseException e) {
            throw RegistryError.invalidSchema(e.getMessage());
        }
    }

    /** @throws RegistryError where the body names none of the seven */
    CompatibilityLevel level() {
        String name = body.path("compatibility").asText();
        return CompatibilityLevel.named(name).orElseThrow(() -> RegistryError.invalidLevel(name));
    }

    private static List<String> segments(String rawPath) {
        return Arrays.stream(rawPath.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> flags(String rawQuery) {
        return rawQuery == null
                ? List.of()
                : Arrays.stream(rawQuery.split("&"))
                        .filter(parameter -> parameter.endsWith("=true"))
                        .map(parameter -> parameter.substring(0, parameter.indexOf('=')))
                        .collect(Collectors.toUnmodifiableList());
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        try {
            return bytes.length == 0 ? JSON.missingNode() : JSON.readTree(bytes);
        } catch (IOException e) {
            throw RegistryError.malformedRequest("the body is not JSON");
        }
    }
}
