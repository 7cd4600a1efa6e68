package io.millrace.schemas.topics;

import io.millrace.schemas.pipeline.Durations;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The page {@code docs/topics.md}: every topic of a pipeline and the record it carries, from the catalogue and its schemas. */
public final class TopicReference {
    private final StringBuilder page = new StringBuilder();

    private TopicReference() {}

    /** @param pipeline a pipeline that leaves the shape of its topics to the defaults */
    public static String page(PipelineDefinition pipeline) {
        List<Topic<?>> topics = Topics.of(pipeline).all();
        TopicReference reference = new TopicReference();
        reference.page.append("""
                        # Topics

                        Every topic of a pipeline and what its records hold; generated from the catalogue that the services read. `<p>` stands
                        for the name of the pipeline. Keys are UTF-8 text. Values are Avro in Confluent's wire format (a zero byte, the schema
                        id as a big-endian int, Avro binary), their schemas registered under `<topic>-value`; the schemas are the files in
                        [schemas/src/main/avro](../schemas/src/main/avro). Partitions and retention are the defaults of
                        [`topics`](pipeline.md) in the pipeline definition.

                        | topic | key | value | partitions | cleanup | retention | what |
                        |---|---|---|---|---|---|---|
                        """);
        topics.forEach(topic -> reference.row(topic, pipeline.name()));
        reference.page.append("\n# Records\n");
        topics.stream()
                .map(Topic::valueType)
                .distinct()
                .filter(type -> type != byte[].class)
                .forEach(type -> reference.record(SpecificData.get().getSchema(type)));
        return reference.page.toString();
    }

    private void row(Topic<?> topic, String pipeline) {
        boolean compacted = topic.cleanup() == Topic.Cleanup.COMPACT;
        String type = topic.valueType().getSimpleName();
        page.append("| `%s` | %s | %s | %d | %s | %s | %s |\n"
                .formatted(
                        topic.name().replace(pipeline + ".", "<p>."),
                        topic.keyedBy(),
                        topic.valueType() == byte[].class ? "the user's own" : "[" + type + "](#" + anchor(type) + ")",
                        topic.partitions(),
                        compacted ? "compact" : "delete",
                        compacted ? "the latest of each key" : Durations.text(topic.retention()),
                        topic.doc()));
    }

    private void record(Schema schema) {
        page.append("\n## %s\n\n%s\n\n| field | type | what |\n|---|---|---|\n"
                .formatted(schema.getName(), schema.getDoc()));
        for (Schema.Field field : schema.getFields()) {
            page.append("| `%s` | %s | %s |\n".formatted(field.name(), described(field.schema()), field.doc()));
        }
        schema.getFields().forEach(field -> nested(field.schema()));
    }

    private void nested(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> record(schema);
            case ARRAY -> nested(schema.getElementType());
            case MAP -> nested(schema.getValueType());
            case UNION -> schema.getTypes().forEach(this::nested);
            default -> {}
        }
    }

    private static String described(Schema schema) {
        if (schema.getLogicalType() != null) {
            return schema.getLogicalType().getName();
        }
        return switch (schema.getType()) {
            case RECORD -> "[" + schema.getName() + "](#" + anchor(schema.getName()) + ")";
            case ENUM ->
                schema.getEnumSymbols().stream()
                        .map(symbol -> '`' + symbol + '`')
                        .collect(Collectors.joining(", "));
            case ARRAY -> "array of " + described(schema.getElementType());
            case MAP -> "map of string to " + described(schema.getValueType());
            case UNION ->
                schema.getTypes().stream().map(TopicReference::described).collect(Collectors.joining(" or "));
            default -> schema.getType().getName();
        };
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT);
    }
}
