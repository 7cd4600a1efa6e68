package io.millrace.ingest.rows;

import io.millrace.schemas.pipeline.FieldPath;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Turns a row into the bytes of a record: the columns that the pipeline names, no others. */
public interface RowEncoding {
    /** @param fields column name to null, Boolean, Number or String; lists and maps are written as JSON */
    byte[] encode(Map<String, Object> fields);

    /**
     * The encoding that the pipeline's {@code source.format} asks for.
     *
     * @throws io.millrace.runtime.ServiceFailure where a column cannot be written so
     */
    static RowEncoding of(PipelineDefinition pipeline, SchemaRegistry registry) {
        return switch (pipeline.source().format()) {
            case AVRO ->
                new AvroRows(pipeline.name(), Topics.of(pipeline).records().name(), columns(pipeline), registry);
            case JSON -> new JsonRows(columns(pipeline));
        };
    }

    /** The fields that the pipeline names, at the top level of a row: features, id, event time, label. */
    static Set<String> columns(PipelineDefinition pipeline) {
        Set<String> columns = new LinkedHashSet<>();
        pipeline.columns().forEach(column -> add(column.fieldOrName(), columns));
        pipeline.source().id().map(pipeline::fieldOf).ifPresent(field -> add(field, columns));
        pipeline.source().eventTime().map(pipeline::fieldOf).ifPresent(field -> add(field, columns));
        pipeline.label().column().ifPresent(field -> add(field, columns));
        return columns;
    }

    /** The field, and the one that holds it where it is a path: a row may have either. */
    private static void add(String field, Set<String> columns) {
        columns.add(field);
        columns.add(FieldPath.of(field).first());
    }
}
