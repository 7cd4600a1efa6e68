package io.millrace.cli.embedded.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Subjects and their versions: listed, found, registered, deleted. */
final class SubjectRoutes {
    private final Subjects subjects;

    SubjectRoutes(Subjects subjects) {
        this.subjects = subjects;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/subjects", this::subjects),
                Route.of("POST", "/subjects/{subject}", this::find),
                Route.of("DELETE", "/subjects/{subject}", this::deleteSubject),
                Route.of("GET", "/subjects/{subject}/versions", this::versions),
                Route.of("POST", "/subjects/{subject}/versions", this::register),
                Route.of("GET", "/subjects/{subject}/versions/{version}", this::version),
                Route.of("GET", "/subjects/{subject}/versions/{version}/schema", this::versionSchema),
                Route.of("GET", "/subjects/{subject}/versions/{version}/referencedby", this::referencedBy),
                Route.of("DELETE", "/subjects/{subject}/versions/{version}", this::deleteVersion));
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
        return new RawJson(asked(request).schema());
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

    private SchemaVersion asked(Request request) {
        return subjects.version(request.subject(), request.version(), request.has("deleted"));
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
}
