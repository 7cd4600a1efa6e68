package io.millrace.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    @Test
    void shouldListExactlyWhatIsServed() throws Exception {
        try (Serving serving = Serving.of(Serving.YAML)) {
            JsonNode document = Serving.json(serving.get("/openapi.json"));
            assertThat(document.get("openapi").asText()).startsWith("3.1");
            Set<String> described = new TreeSet<>();
            document.get("paths")
                    .fields()
                    .forEachRemaining(path -> path.getValue()
                            .fieldNames()
                            .forEachRemaining(method -> described.add(method + " " + path.getKey())));
            Set<String> served = serving.routes().stream()
                    .map(route -> route.method().toLowerCase(java.util.Locale.ROOT) + " " + route.path())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(described).isEqualTo(served);
        }
    }

    @Test
    void shouldDescribeTheRecordsOfThePipeline() throws Exception {
        try (Serving serving = Serving.of(Serving.WITH_ID)) {
            JsonNode schemas =
                    Serving.json(serving.get("/openapi.json")).get("components").get("schemas");
            assertThat(schemas.get("records"))
                    .hasToString("{\"type\":\"object\",\"properties\":{"
                            + "\"amount\":{\"type\":[\"number\",\"string\",\"null\"],\"minimum\":0.0},"
                            + "\"purpose\":{\"type\":[\"string\",\"number\",\"boolean\",\"null\"]},"
                            + "\"number\":{\"type\":[\"string\",\"integer\"]}},\"required\":[\"number\"]}");
            assertThat(schemas.get("labels").get("properties").get("label"))
                    .hasToString("{\"enum\":[\"approved\",\"declined\"]}");
        }
    }

    @Test
    void shouldResolveEveryReference() throws Exception {
        try (Serving serving = Serving.of(Serving.YAML)) {
            JsonNode document = Serving.json(serving.get("/openapi.json"));
            assertThat(document.findValuesAsText("$ref"))
                    .isNotEmpty()
                    .allSatisfy(reference -> assertThat(
                                    document.at(reference.substring(1)).isMissingNode())
                            .as(reference)
                            .isFalse());
        }
    }
}
