package io.millrace.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.pipeline.PipelineReader;
import org.junit.jupiter.api.Test;

class RecordSchemaTest {
    @Test
    void shouldListTheValuesOfAVocabularyOnlyWhereNothingElseIsTaken() {
        assertThat(weather("")).isEqualTo("{\"enum\":[\"clear\",\"light_rain\",null]}");
        String any = "{\"type\":[\"string\",\"number\",\"boolean\",\"null\"]}";
        assertThat(weather(", spellings: words")).isEqualTo(any);
        assertThat(weather(", synonyms: {drizzle: light_rain}")).isEqualTo(any);
    }

    @Test
    void shouldDescribeColumnsByPathInsideTheObjectsOnTheWay() {
        String yaml = """
                name: orders
                task: binary-classification
                source: {id: order, eventTime: meta.at}
                label: {column: outcome.paid, classes: [a, b]}
                columns:
                  - {name: order, type: ignored, field: meta.id}
                  - {name: city, type: text, field: address.city}
                  - {name: price, type: numeric, field: items.0.price}
                """;
        JsonNode schema = new RecordSchema(PipelineReader.parse(yaml, "orders.yaml")).json();
        JsonNode properties = schema.get("properties");
        assertThat(properties.at("/meta/properties/id/type").toString()).isEqualTo("[\"string\",\"integer\"]");
        assertThat(properties.at("/meta/properties/at/type").toString()).isEqualTo("[\"string\",\"integer\"]");
        assertThat(properties.at("/address/properties/city/type")).hasSize(4);
        assertThat(properties.at("/outcome/properties/paid/enum")).hasSize(3);
        assertThat(properties.at("/items").toString()).isEqualTo("{\"type\":[\"array\",\"null\"]}");
        assertThat(schema.get("required").toString()).isEqualTo("[\"meta\"]");
    }

    private static String weather(String form) {
        String yaml = """
                name: rides
                task: binary-classification
                label: {classes: [a, b]}
                columns:
                  - {name: weather, type: categorical, values: [clear, light_rain], unseen: reject%s}
                """.formatted(form);
        return new RecordSchema(PipelineReader.parse(yaml, "rides.yaml"))
                .json()
                .get("properties")
                .get("weather")
                .toString();
    }
}
