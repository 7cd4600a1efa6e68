package io.millrace.cli.embedded.registry;

import java.util.List;
import java.util.Map;

/** Schemas by their ids, whatever subject they stand under. */
final class SchemaRoutes {
    private final Subjects subjects;

    SchemaRoutes(Subjects subjects) {
        this.subjects = subjects;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/schemas/types", request -> List.of("AVRO")),
                Route.of("GET", "/schemas/ids/{id}", this::schema),
                Route.of("GET", "/schemas/ids/{id}/schema", this::bareSchema),
                Route.of("GET", "/schemas/ids/{id}/subjects", this::subjectsOfSchema),
                Route.of("GET", "/schemas/ids/{id}/versions", this::versionsOfSchema));
    }

    private Object schema(Request request) {
        return Map.of("schema", schemaText(request));
    }

    private Object bareSchema(Request request) {
        return new RawJson(schemaText(request));
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
}
