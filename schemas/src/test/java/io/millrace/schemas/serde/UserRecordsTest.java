package io.millrace.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class UserRecordsTest {
    private static final String TOPIC = "loans.records";

    private final SchemaRegistry registry = new SchemaRegistry("http://fake", new MockSchemaRegistryClient());
    private final UserRecords records = new UserRecords(registry);

    @Test
    void shouldReadARecordInTheSchemaItWasWrittenWith() {
        Schema first = SchemaBuilder.record("Loan").fields().requiredInt("age").endRecord();
        Schema second = SchemaBuilder.record("Loan")
                .fields()
                .requiredInt("age")
                .optionalString("zip")
                .endRecord();
        GenericRecord young = new GenericRecordBuilder(first).set("age", 20).build();
        GenericRecord old = new GenericRecordBuilder(second)
                .set("age", 80)
                .set("zip", "01234")
                .build();

        assertThat(records.read(records.write(TOPIC, young))).isEqualTo(young);
        assertThat(records.read(records.write(TOPIC, old)).get("zip")).hasToString("01234");
    }

    @Test
    void shouldRefuseAValueThatIsNoRecord() {
        Schema text = Schema.create(Schema.Type.STRING);
        byte[] bytes = WireFormat.write(registry.idOf(TOPIC, text), "hello", new GenericDatumWriter<>(text));

        assertThatExceptionOfType(MalformedRecord.class)
                .isThrownBy(() -> records.read(bytes))
                .withMessage("the Avro value is a string, not a record");
    }

    @Test
    void shouldRefuseText() {
        assertThatExceptionOfType(MalformedRecord.class)
                .isThrownBy(() -> records.read("{\"age\": 20}".getBytes()))
                .withMessageContaining("wire format");
    }
}
