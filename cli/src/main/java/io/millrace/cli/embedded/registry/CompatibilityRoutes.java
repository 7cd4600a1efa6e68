package io.millrace.cli.embedded.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compatibility levels, and whether a schema would pass. The mode is always to read and write. */
final class CompatibilityRoutes {
    private final Subjects subjects;

    CompatibilityRoutes(Subjects subjects) {
        this.subjects = subjects;
    }

    List<Route> routes() {
        return List.of(
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
}
