package io.millrace.ingest.rows;

import io.millrace.schemas.pipeline.Column;
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

    /** The columns that the pipeline names: features, id, event time, label. */
    static Set<String> columns(PipelineDefinition pipeline) {
        Set<String> columns = new LinkedHashSet<>();
        pipeline.columns().stream().map(Column::name).forEach(columns::add);
        pipeline.source().id().ifPresent(columns::add);
        pipeline.source().eventTime().ifPresent(columns::add);
        pipeline.label().column().ifPresent(columns::add);
        return columns;
    }
}
