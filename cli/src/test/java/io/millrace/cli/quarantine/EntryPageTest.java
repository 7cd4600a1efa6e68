package io.millrace.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.UserRecords;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class EntryPageTest {
    private final SchemaRegistry registry = new SchemaRegistry("http://fake", new MockSchemaRegistryClient());
    private final EntryPage page = new EntryPage(registry);

    private JsonNode value(byte[] value) {
        return page.of(Entries.entry(7, "wrong-type", "amount", value))
                .get("original")
                .get("value");
    }

    @Test
    void shouldSayWhereAnEntryLiesWhereItComesFromAndWhy() {
        JsonNode shown = page.of(Entries.entry(7, "wrong-type", "amount"));

        assertThat(shown.get("at").asText()).isEqualTo("2@7");
        assertThat(shown.get("replayed").asBoolean()).isTrue();
        assertThat(shown.get("message").asText()).isEqualTo("message 7");
        JsonNode original = shown.get("original");
        assertThat(original.get("topic").asText()).isEqualTo("sales.records");
        assertThat(original.get("offset").asLong()).isEqualTo(107);
        assertThat(original.get("key").asText()).isEqualTo("id-7");
        assertThat(original.get("headers").get("source").asText()).isEqualTo("till");
    }

    @Test
    void shouldShowAvroAndJsonAsJson() {
        Schema schema =
                SchemaBuilder.record("Sale").fields().requiredString("amount").endRecord();
        byte[] avro = new UserRecords(registry)
                .write(
                        "sales.records",
                        new GenericRecordBuilder(schema).set("amount", "12,5").build());

        assertThat(value(avro).get("amount").asText()).isEqualTo("12,5");
        assertThat(value("{\"amount\": 3}".getBytes(StandardCharsets.UTF_8))
                        .get("amount")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void shouldShowAnythingElseAsTextOrBytes() {
        assertThat(value(null).isNull()).isTrue();
        assertThat(value("{\"amount\": ".getBytes(StandardCharsets.UTF_8)).asText())
                .isEqualTo("{\"amount\": ");
        assertThat(value("plain".getBytes(StandardCharsets.UTF_8)).asText()).isEqualTo("plain");
        assertThat(value(new byte[] {(byte) 0xff, 1}).asText()).isEqualTo("base64:/wE=");
        assertThat(value(new byte[] {0, 0, 0, 0, 99, 1}).asText()).isEqualTo("\0\0\0\0c\1");
    }
}
