package io.millrace.ingest.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.UserRecords;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class RowEncodingTest {
    private final SchemaRegistry registry = new SchemaRegistry("http://registry", new MockSchemaRegistryClient());

    @Test
    void shouldWriteAnyValueOfTheNamedColumnsAsAvro() {
        PipelineDefinition pipeline = pipeline("avro", "x");
        assertThat(written(pipeline, null).get("x")).isNull();
        for (Object value : new Object[] {true, 7L, 2.5, "text"}) {
            assertThat(written(pipeline, value).get("x")).hasToString(value.toString());
        }
        assertThat(written(pipeline, 7).get("x")).isEqualTo(7L);
        assertThat(written(pipeline, List.of(1, 2)).get("x")).hasToString("[1,2]");
        GenericRecord record = written(pipeline, 1L);
        assertThat(record.getSchema().getFullName()).isEqualTo("io.millrace.records.CardFraud");
        assertThat(record.getSchema().getFields().stream().map(field -> field.name()))
                .containsExactly("x", "k", "y");
    }

    @Test
    void shouldWriteTheNamedColumnsThatARowHasAsJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("other", 1);
        fields.put("y", "a");
        fields.put("x", null);
        byte[] bytes = RowEncoding.of(pipeline("json", "x"), registry).encode(fields);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("{\"x\":null,\"y\":\"a\"}");
    }

    @Test
    void shouldWriteColumnsByPathAsRecordsAndListsInAvro() {
        String[] paths = {"address.city", "address.geo.lat", "items.0.price", "items.1.price"};
        Map<String, Object> row = Map.of(
                "address", Map.of("city", "Berlin", "geo", Map.of("lat", 52.5), "zip", 1),
                "items", List.of(Map.of("price", 3), "none"));
        assertThat(written(paths, row).toString())
                .contains("\"address\": {\"city\": \"Berlin\", \"geo\": {\"lat\": 52.5}}")
                .contains("\"items\": [{\"price\": 3}, \"none\"]");
        assertThat(written(paths, Map.of("address", "Ring 1", "items", Map.of()))
                        .toString())
                .contains("\"address\": \"Ring 1\"")
                .contains("\"items\": \"{}\"");
        assertThat(written(paths, Map.of("address.city", "Berlin", "address.geo.lat", "52.5"))
                        .toString())
                .contains("\"address\": {\"city\": \"Berlin\", \"geo\": {\"lat\": \"52.5\"}}")
                .contains("\"items\": null");
    }

    @Test
    void shouldWriteColumnsByPathAsTheRowHasThemInJson() {
        byte[] nested = RowEncoding.of(pipeline("json", "address.city"), registry)
                .encode(Map.of("address", Map.of("city", "Berlin")));
        byte[] spelled = RowEncoding.of(pipeline("json", "address.city"), registry)
                .encode(Map.of("address.city", "Berlin", "city", 1));
        assertThat(new String(nested, StandardCharsets.UTF_8)).isEqualTo("{\"address\":{\"city\":\"Berlin\"}}");
        assertThat(new String(spelled, StandardCharsets.UTF_8)).isEqualTo("{\"address.city\":\"Berlin\"}");
    }

    @Test
    void shouldTellWhatToDoWhereAColumnCannotBeAnAvroField() {
        assertThatThrownBy(() -> RowEncoding.of(pipeline("avro", "hours-per-week"), registry))
                .hasMessageStartingWith("column 'hours-per-week' cannot be an Avro field")
                .hasMessageContaining("set source.format to json");
    }

    private GenericRecord written(String[] columns, Map<String, Object> fields) {
        return new UserRecords(registry)
                .read(new AvroRows("orders", "orders.records", List.of(columns), registry).encode(fields));
    }

    private GenericRecord written(PipelineDefinition pipeline, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("x", value);
        return new UserRecords(registry).read(RowEncoding.of(pipeline, registry).encode(fields));
    }

    private static PipelineDefinition pipeline(String format, String column) {
        String yaml = """
                name: card-fraud
                task: binary-classification
                source: {format: %s, id: k}
                label: {column: y, classes: [a, b]}
                columns: [{name: %s, type: numeric}]
                """;
        return PipelineReader.parse(yaml.formatted(format, column), "p.yaml");
    }
}
