package io.millrace.ingest.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.FieldPath;
import io.millrace.schemas.pipeline.PipelineDefinition;

/** The JSON Schema of a pipeline's records: what passes cleaning. Ingest itself takes any value, for cleaning is the pipeline's. */
record RecordSchema(PipelineDefinition pipeline) {
    private static final JsonMapper JSON = new JsonMapper();

    ObjectNode json() {
        ObjectNode record = JSON.createObjectNode().put("type", "object");
        ObjectNode properties = record.putObject("properties");
        pipeline.source()
                .eventTime()
                .ifPresent(name -> types(field(properties, pipeline.fieldOf(name)), "string", "integer"));
        pipeline.columns().forEach(column -> describe(field(properties, column.fieldOrName()), column));
        pipeline.label().column().ifPresent(name -> describeLabel(field(properties, name)));
        pipeline.source()
                .id()
                .ifPresentOrElse(
                        name -> {
                            FieldPath path = FieldPath.of(pipeline.fieldOf(name));
                            types(field(properties, path), "string", "integer");
                            record.putArray("required").add(path.first());
                        },
                        () -> freeId(properties));
        return record;
    }

    private void describeLabel(ObjectNode schema) {
        if (pipeline.label().isNumber()) {
            types(schema, "number", "string", "null");
            pipeline.label().min().ifPresent(min -> schema.put("minimum", min));
            pipeline.label().max().ifPresent(max -> schema.put("maximum", max));
            return;
        }
        ArrayNode classes = schema.putArray("enum");
        pipeline.label().classes().forEach(classes::add);
        classes.addNull();
    }

    private static ObjectNode field(ObjectNode properties, String field) {
        return field(properties, FieldPath.of(field));
    }

    /** The schema of a field, inside those of the objects that its path leads through. What is in lists is left open. */
    private static ObjectNode field(ObjectNode properties, FieldPath path) {
        if (path.rest().isEmpty()) {
            return properties.putObject(path.first());
        }
        FieldPath rest = path.rest().get();
        if (rest.place() >= 0) {
            types(properties.putObject(path.first()), "array", "null");
            return JSON.createObjectNode();
        }
        ObjectNode holder = objectIn(properties, path.first());
        types(holder, "object", "null");
        return field(objectIn(holder, "properties"), rest);
    }

    private static ObjectNode objectIn(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode known ? known : parent.putObject(name);
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
