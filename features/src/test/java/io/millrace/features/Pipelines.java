package io.millrace.features;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.util.Map;

/** Pipeline definitions for tests. */
final class Pipelines {
    private Pipelines() {}

    /** @param columns as they stand under {@code columns:}, one flow mapping per text */
    static PipelineDefinition columns(String... columns) {
        return sourced("{}", columns);
    }

    static PipelineDefinition sourced(String source, String... columns) {
        return definition(source, "{classes: ['0', '1']}", columns);
    }

    static PipelineDefinition labelled(String label) {
        return definition("{}", label, "{name: x, type: numeric}");
    }

    private static PipelineDefinition definition(String source, String label, String... columns) {
        String yaml = "name: test\ntask: multiclass-classification\nsource: " + source + "\nlabel: " + label
                + "\ncolumns:\n  - " + String.join("\n  - ", columns) + "\n";
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
