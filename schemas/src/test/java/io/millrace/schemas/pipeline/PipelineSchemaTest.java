package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelineSchemaTest {
    private JsonNode schema;

    @BeforeEach
    void parse() throws JsonProcessingException {
        schema = new ObjectMapper().readTree(PipelineSchema.json());
    }

    @Test
    void shouldDeclareItsDraftAndRefuseUnknownKeys() {
        assertThat(schema.at("/$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.at("/additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema.at("/properties/training/additionalProperties").asBoolean(true))
                .isFalse();
        assertThat(schema.at("/properties/columns/items/additionalProperties").asBoolean(true))
                .isFalse();
    }

    @Test
    void shouldRequireWhatHasNoDefault() {
        assertThat(schema.at("/required"))
                .extracting(JsonNode::asText)
                .containsExactly("name", "task", "label", "columns");
        assertThat(schema.at("/properties/label").has("required")).isFalse();
        assertThat(schema.at("/properties/training").has("required")).isFalse();
    }

    @Test
    void shouldSpellEnumsAsTheReaderDoes() {
        assertThat(schema.at("/properties/task/enum"))
                .extracting(JsonNode::asText)
                .containsExactly("binary-classification", "multiclass-classification", "regression");
    }

    @Test
    void shouldCarryDefaultsAndUnits() {
        JsonNode training = schema.at("/properties/training/properties");

        assertThat(training.at("/window/default").asInt()).isEqualTo(10_000);
        assertThat(training.at("/window/description").asText()).endsWith("Unit: examples.");
        assertThat(training.at("/candidates/default"))
                .extracting(JsonNode::asText)
                .containsExactly("softmax", "mlp", "xgboost");
        assertThat(schema.at("/properties/label/properties/horizon/default").asText())
                .isEqualTo("1d");
    }

    @Test
    void shouldAllowNothingBehindAKeyWithADefault() {
        assertThat(schema.at("/properties/training/type"))
                .extracting(JsonNode::asText)
                .containsExactly("object", "null");
        assertThat(schema.at("/properties/task/enum")).noneMatch(JsonNode::isNull);
        assertThat(schema.at("/properties/delivery/enum")).anyMatch(JsonNode::isNull);
    }

    @Test
    void shouldAllowClassesWithoutQuotes() {
        assertThat(schema.at("/properties/label/properties/classes/items/type"))
                .extracting(JsonNode::asText)
                .containsExactly("string", "number", "boolean");
    }
}
