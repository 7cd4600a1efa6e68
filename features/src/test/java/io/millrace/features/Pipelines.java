package io.millrace.features;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.util.List;
import java.util.Map;

/** Pipeline definitions for tests. */
final class Pipelines {
    private Pipelines() {}

    /** @param columns as they stand under {@code columns:}, one flow mapping per text */
    static PipelineDefinition columns(String... columns) {
        return sourced("{}", columns);
    }

    static PipelineDefinition sourced(String source, String... columns) {
        return classes(source, "{classes: ['0', '1']}", columns);
    }

    static PipelineDefinition labelled(String label) {
        return classes("{}", label, "{name: x, type: numeric}");
    }

    /** A pipeline of regression. */
    static PipelineDefinition numbered(String label) {
        return definition("regression", "{}", label, List.of("{name: x, type: numeric}"));
    }

    private static PipelineDefinition classes(String source, String label, String... columns) {
        return definition("multiclass-classification", source, label, List.of(columns));
    }

    private static PipelineDefinition definition(String task, String source, String label, List<String> columns) {
        String yaml = "name: test\ntask: " + task + "\nsource: " + source + "\nlabel: " + label + "\ncolumns:\n  - "
                + String.join("\n  - ", columns) + "\n";
        return PipelineReader.parse(yaml, "test.yaml");
    }

    static Encoding encode(String column, Object value) {
        return Encoder.of(columns(column)).encode(record("x", value));
    }

    /** A record with one field. */
    static RawRecord record(String field, Object value) {
        return name -> name.equals(field) ? value : null;
    }

    static RawRecord record(Map<String, ?> fields) {
        return fields::get;
    }
}
