package io.millrace.ingest.sources;

import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a pipeline expects of a file.
 *
 * @param id column whose value is the record's id; without it records are named by file and row
 * @param columns columns that must be there, each with the setting that names it
 */
record Expected(Optional<String> id, Map<String, String> columns) {
    static Expected of(PipelineDefinition pipeline) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (Column column : pipeline.columns()) {
            columns.put(column.fieldOrName(), "columns");
        }
        Optional<String> id = pipeline.source().id().map(pipeline::fieldOf);
        pipeline.source().eventTime().map(pipeline::fieldOf).ifPresent(name -> columns.put(name, "source.eventTime"));
        id.ifPresent(name -> columns.put(name, "source.id"));
        pipeline.label().column().ifPresent(name -> columns.put(name, "label.column"));
        return new Expected(id, columns);
    }

    static Expected nothing() {
        return new Expected(Optional.empty(), Map.of());
    }
}
