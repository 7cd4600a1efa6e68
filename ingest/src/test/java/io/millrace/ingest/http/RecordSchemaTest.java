package io.millrace.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

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
