package io.millrace.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DriftTopologyTest {
    /** A changed graph changes the names of stores and internal topics: whoever changes it decides what becomes of running pipelines. */
    @Test
    void shouldBeTheGraphThatWasAgreedOn() throws IOException {
        String graph = DriftTopology.build(
                        Pipelines.loans(),
                        new SchemaRegistry("mock", new MockSchemaRegistryClient()),
                        new SimpleMeterRegistry())
                .describe()
                .toString();
        assertThat(graph).isEqualTo(expected());
    }

    private static String expected() throws IOException {
        try (var file = DriftTopologyTest.class.getResourceAsStream("/expected-topology.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
