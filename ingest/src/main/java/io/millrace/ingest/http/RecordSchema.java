package io.millrace.ingest.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;

/** The JSON Schema of a pipeline's records: what passes cleaning. Ingest itself takes any value, for cleaning is the pipeline's. */
record RecordSchema(PipelineDefinition pipeline) {
    private static final JsonMapper JSON = new JsonMapper();

    ObjectNode json() {
        ObjectNode record = JSON.createObjectNode().put("type", "object");
        ObjectNode properties = record.putObject("properties");
        pipeline.source().eventTime().ifPresent(name -> types(properties.putObject(name), "string", "integer"));
        pipeline.columns().forEach(column -> describe(properties.putObject(column.name()), column));
        pipeline.label().column().ifPresent(name -> {
            ArrayNode classes = properties.putObject(name).putArray("enum");
            pipeline.label().classes().forEach(classes::add);
            classes.addNull();
        });
        pipeline.source()
                .id()
                .ifPresentOrElse(
                        name -> {
                            types(properties.putObject(name), "string", "integer");
                            record.putArray("required").add(name);
                        },
                        () -> freeId(properties));
        return record;
    }

    private static void freeId(ObjectNode properties) {
        if (!properties.has(RecordReader.ID)) {
            ObjectNode id = properties.putObject(RecordReader.ID);
            types(id, "string", "integer");
            id.put("description", "The record's id; one is given where it is missing.");
        }
    }

    private static void describe(ObjectNode schema, Column column) {
        switch (column.type()) {
            case NUMERIC -> {
                types(schema, "number", "string", "null");
                if (column.outside() == Column.Outside.REJECT) {
                    column.min().ifPresent(min -> schema.put("minimum", min));
                    column.max().ifPresent(max -> schema.put("maximum", max));
                }
            }
            case CATEGORICAL -> {
                if (hasOneSpellingEach(column)) {
                    ArrayNode values = schema.putArray("enum");
                    column.values().forEach(values::add);
                    values.addNull();
                } else {
                    types(schema, "string", "number", "boolean", "null");
                }
            }
            case BOOLEAN -> types(schema, "boolean", "string", "integer", "null");
            case TIMESTAMP -> types(schema, "string", "integer", "null");
            case TEXT -> types(schema, "string", "number", "boolean", "null");
            case IGNORED -> schema.put("description", "Anything; it is not encoded.");
        }
    }

    /** Whether the values of the vocabulary are all that is taken. */
    private static boolean hasOneSpellingEach(Column column) {
        return column.unseen() == Column.Unseen.REJECT
                && !column.values().isEmpty()
                && column.spellings() == Column.Spellings.EXACT
                && column.synonyms().isEmpty();
    }

    private static void types(ObjectNode schema, String... types) {
        ArrayNode all = schema.putArray("type");
        for (String type : types) {
            all.add(type);
        }
    }
}
