package io.millrace.ingest;

import io.millrace.ingest.sources.Item;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Turns a row into the bytes of a record: the columns that the pipeline names, no others. */
interface RowEncoding {
    byte[] encode(Item.Row row);

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

    private static Collection<String> columns(PipelineDefinition pipeline) {
        Set<String> columns = new LinkedHashSet<>();
        pipeline.columns().stream().map(Column::name).forEach(columns::add);
        pipeline.source().id().ifPresent(columns::add);
        pipeline.source().eventTime().ifPresent(columns::add);
        pipeline.label().column().ifPresent(columns::add);
        return columns;
    }
}
