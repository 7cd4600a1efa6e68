package io.millrace.cli.embedded.registry;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The REST API as a table of routes, and the answer to each. Thread-safe: one request at a time. */
final class RestApi {
    private final Subjects subjects;
    private final List<Route> routes = List.of(
            Route.of("GET", "/", request -> Map.of()),
            Route.of("GET", "/subjects", this::subjects),
            Route.of("POST", "/subjects/{subject}", this::find),
            Route.of("DELETE", "/subjects/{subject}", this::deleteSubject),
            Route.of("GET", "/subjects/{subject}/versions", this::versions),
            Route.of("POST", "/subjects/{subject}/versions", this::register),
            Route.of("GET", "/subjects/{subject}/versions/{version}", this::version),
            Route.of("GET", "/subjects/{subject}/versions/{version}/schema", this::versionSchema),
            Route.of("GET", "/subjects/{subject}/versions/{version}/referencedby", this::referencedBy),
            Route.of("DELETE", "/subjects/{subject}/versions/{version}", this::deleteVersion),
            Route.of("GET", "/schemas/types", request -> List.of("AVRO")),
            Route.of("GET", "/schemas/ids/{id}", this::schema),
            Route.of("GET", "/schemas/ids/{id}/schema", this::bareSchema),
            Route.of("GET", "/schemas/ids/{id}/subjects", this::subjectsOfSchema),
            Route.of("GET", "/schemas/ids/{id}/versions", this::versionsOfSchema),
            Route.of("POST", "/compatibility/subjects/{subject}/versions", this::compatibleWithSubject),
            Route.of("POST", "/compatibility/subjects/{subject}/versions/{version}", this::compatibleWithVersion),
            Route.of("GET", "/config", this::globalLevel),
            Route.of("PUT", "/config", this::setLevel),
            Route.of("DELETE", "/config", this::clearGlobalLevel),
            Route.of("GET", "/config/{subject}", this::level),
            Route.of("PUT", "/config/{subject}", this::setLevel),
            Route.of("DELETE", "/config/{subject}", this::clearLevel),
            Route.of("GET", "/mode", request -> Map.of("mode", "READWRITE")),
            Route.of("GET", "/mode/{subject}", request -> Map.of("mode", "READWRITE")));

    RestApi(Subjects subjects) {
        this.subjects = subjects;
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

    private Object subjects(Request request) {
        return subjects.names(request.has("deleted"));
    }

    private Object find(Request request) {
        return described(subjects.find(request.subject(), request.schema(), request.has("deleted")));
    }

    private Object register(Request request) {
        return Map.of("id", subjects.register(request.subject(), request.schema()));
    }

    private Object versions(Request request) {
        return numbers(subjects.versions(request.subject(), request.has("deleted")));
    }

    private Object version(Request request) {
        return described(asked(request));
    }

    private Object versionSchema(Request request) {
        return new Raw(asked(request).schema());
    }

    private Object referencedBy(Request request) {
        asked(request);
        return List.of();
    }

    private Object deleteSubject(Request request) {
        return numbers(subjects.delete(request.subject(), request.has("permanent")));
    }

    private Object deleteVersion(Request request) {
        return subjects.delete(request.subject(), request.version(), request.has("permanent"))
                .version();
    }

    private Object schema(Request request) {
        return Map.of("schema", schemaText(request));
    }

    private Object bareSchema(Request request) {
        return new Raw(schemaText(request));
    }

    private Object subjectsOfSchema(Request request) {
        schemaText(request);
        return uses(request).stream().map(SchemaVersion::subject).distinct().toList();
    }

    private Object versionsOfSchema(Request request) {
        schemaText(request);
        return uses(request).stream()
                .map(use -> Map.of("subject", use.subject(), "version", use.version()))
                .toList();
    }

    private Object compatibleWithSubject(Request request) {
        List<SchemaVersion> earlier = subjects.names(false).contains(request.subject())
                ? subjects.versions(request.subject(), false)
                : List.of();
        return verdict(request, earlier);
    }

    private Object compatibleWithVersion(Request request) {
        boolean nothingYet =
                request.version().isLatest() && !subjects.names(false).contains(request.subject());
        return verdict(
                request,
                nothingYet ? List.of() : List.of(subjects.version(request.subject(), request.version(), false)));
    }

    private Object verdict(Request request, List<SchemaVersion> earlier) {
        List<String> objections = subjects.objections(request.subject(), request.schema(), earlier);
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("is_compatible", objections.isEmpty());
        if (request.has("verbose")) {
            verdict.put("messages", objections);
        }
        return verdict;
    }

    private Object globalLevel(Request request) {
        return Map.of("compatibilityLevel", subjects.effectiveLevel(RegistryState.GLOBAL));
    }

    private Object level(Request request) {
        return Map.of(
                "compatibilityLevel",
                request.has("defaultToGlobal") ? subjects.effectiveLevel(request.subject()) : ownLevel(request));
    }

    private Object setLevel(Request request) {
        subjects.setLevel(request.subject(), request.level());
        return Map.of("compatibility", request.level());
    }

    private Object clearLevel(Request request) {
        CompatibilityLevel level = ownLevel(request);
        subjects.clearLevel(request.subject());
        return Map.of("compatibilityLevel", level);
    }

    private Object clearGlobalLevel(Request request) {
        CompatibilityLevel level = subjects.effectiveLevel(RegistryState.GLOBAL);
        subjects.clearLevel(RegistryState.GLOBAL);
        return Map.of("compatibilityLevel", level);
    }

    private CompatibilityLevel ownLevel(Request request) {
        return subjects.level(request.subject()).orElseThrow(() -> RegistryError.noLevelOfItsOwn(request.subject()));
    }

    private SchemaVersion asked(Request request) {
        return subjects.version(request.subject(), request.version(), request.has("deleted"));
    }

    /** A softly deleted schema stays readable by id: records written with it are still there. */
    private String schemaText(Request request) {
        return request.id().map(id -> subjects.usesOf(id, true)).stream()
                .flatMap(List::stream)
                .map(SchemaVersion::schema)
                .findFirst()
                .orElseThrow(
                        () -> RegistryError.schemaNotFound(request.variables().get("id")));
    }

    private List<SchemaVersion> uses(Request request) {
        return subjects.usesOf(request.id().orElseThrow(), request.has("deleted"));
    }

    private static List<Integer> numbers(List<SchemaVersion> versions) {
        return versions.stream().map(SchemaVersion::version).toList();
    }

    private static Map<String, Object> described(SchemaVersion version) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("subject", version.subject());
        described.put("version", version.version());
        described.put("id", version.id());
        described.put("schema", version.schema());
        return described;
    }

    /** JSON that is sent as it stands. */
    private record Raw(@JsonValue @JsonRawValue String json) {}
}
