package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.features.RawRecord;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.UserRecords;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records written as Avro, as the decoder gives them. */
class AvroDecoderTest {
    private static final Schema ORDER = new Schema.Parser().parse("""
            {"type": "record", "name": "Order", "fields": [
              {"name": "plain", "type": "long"},
              {"name": "address", "type": ["null", {"type": "record", "name": "Address", "fields": [
                {"name": "city", "type": "string"},
                {"name": "level", "type": {"type": "enum", "name": "Level", "symbols": ["LOW", "HIGH"]}},
                {"name": "next", "type": ["null", "Address"], "default": null}]}]},
              {"name": "items", "type": {"type": "array", "items": {"type": "record", "name": "Item", "fields": [
                {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 8, "scale": 2}}]}}},
              {"name": "tags", "type": {"type": "map", "values": ["null", "double", {"type": "map", "values": "string"}]}},
              {"name": "paid", "type": ["null", "string", {"type": "long", "logicalType": "timestamp-millis"},
                {"type": "record", "name": "Bank", "fields": [{"name": "iban", "type": "string"}]},
                {"type": "record", "name": "Card", "fields": [{"name": "digits", "type": "int"}]}]}]}
            """);

    private final SchemaRegistry registry = new SchemaRegistry("fake", new FakeRegistry());
    private final UserRecords writer = new UserRecords(registry);
    private final AvroDecoder decoder = new AvroDecoder(registry);

    @Test
    void shouldFindFieldsInsideRecordsListsAndMaps() {
        RawRecord order = decoded(order("Berlin", 5L));
        assertThat(order.field("plain")).isEqualTo(7L);
        assertThat(order.field("address.city")).hasToString("Berlin");
        assertThat(order.field("address.level")).isEqualTo("HIGH");
        assertThat(order.field("address.next.city")).hasToString("Potsdam");
        assertThat(order.field("items.1.price")).isEqualTo(new BigDecimal("-0.05"));
        assertThat(order.field("tags.weight")).isEqualTo(2.5);
        assertThat(order.field("tags.a.b")).isEqualTo(1.0);
        assertThat(order.field("tags.names.short")).hasToString("ord");
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere",
        "plain.x",
        "address.x",
        "address.city.x",
        "address.next.next.city",
        "items.2.price",
        "items.x",
        "items.-1.price",
        "tags.x",
        "tags.weight.x",
        "tags.names.x",
        "paid.iban"
    })
    void shouldFindNothingWhereTheRecordHasNothing(String path) {
        assertThat(decoded(order("Berlin", null)).field(path)).isNull();
    }

    @Test
    void shouldReadAUnionByTheBranchItWasWrittenIn() {
        GenericRecord bank = new GenericData.Record(
                ORDER.getField("paid").schema().getTypes().get(3));
        bank.put("iban", "DE02");
        GenericRecord card = new GenericData.Record(
                ORDER.getField("paid").schema().getTypes().get(4));
        card.put("digits", 42);
        assertThat(decoded(order("x", "cash")).field("paid")).hasToString("cash");
        assertThat(decoded(order("x", 1_000L)).field("paid")).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(decoded(order("x", bank)).field("paid.iban")).hasToString("DE02");
        assertThat(decoded(order("x", bank)).field("paid.digits")).isNull();
        assertThat(decoded(order("x", card)).field("paid.digits")).isEqualTo(42);
        assertThat(decoded(order("x", "cash")).field("paid.iban")).isNull();
    }

    @Test
    void shouldReadEachRecordByTheSchemaItWasWrittenWith() {
        Schema older = record("\"string\"");
        Schema newer = new Schema.Parser().parse("""
                {"type": "record", "name": "R", "fields": [
                  {"name": "first", "type": "int"}, {"name": "x", "type": ["null", "double"]}]}""");
        GenericRecord next = new GenericData.Record(newer);
        next.put("first", 1);
        next.put("x", 2.5);
        for (int i = 0; i < 2; i++) {
            assertThat(decoded(of(older, "old")).field("x")).hasToString("old");
            assertThat(decoded(of(older, "old")).field("first")).isNull();
            assertThat(decoded(next).field("x")).isEqualTo(2.5);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int  | date                   | -1                | 1969-12-31T00:00:00Z",
                "long | timestamp-millis       | -1                | 1969-12-31T23:59:59.999Z",
                "long | timestamp-micros       | 1709210096123456  | 2024-02-29T12:34:56.123456Z",
                "long | timestamp-nanos        | -1                | 1969-12-31T23:59:59.999999999Z",
                "long | local-timestamp-millis | 1709210096000     | 2024-02-29T12:34:56Z",
                "long | local-timestamp-micros | 9223372036854775807 | +294247-01-10T04:00:54.775807Z",
                "long | local-timestamp-nanos  | 0                 | 1970-01-01T00:00:00Z",
            })
    void shouldReadDatesAndTimestampsAsPointsInTime(String type, String logical, long written, Instant moment) {
        Object value = type.equals("int") ? (Object) (int) written : (Object) written;
        assertThat(value(logical(type, logical), value)).isEqualTo(moment);
    }

    @Test
    void shouldReadTimesOfDayAsMilliseconds() {
        assertThat(value(logical("int", "time-millis"), 45_000)).isEqualTo(45_000);
        assertThat(value(logical("long", "time-micros"), 45_000_500L)).isEqualTo(45_000.5);
    }

    @Test
    void shouldReadDecimalsAsNumbersUpToTheRangeOfADouble() {
        String decimal = "\"logicalType\": \"decimal\", \"precision\": 400, \"scale\": 2";
        String bytes = "{\"type\": \"bytes\", " + decimal + "}";
        assertThat(value(bytes, ByteBuffer.wrap(new byte[] {4, -46}))).isEqualTo(new BigDecimal("12.34"));
        assertThat(value(bytes, ByteBuffer.wrap(new byte[129]))).isInstanceOf(ByteBuffer.class);
        assertThat(value(bytes, ByteBuffer.allocate(0))).isInstanceOf(ByteBuffer.class);
        String fixed = "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 4, \"logicalType\": \"decimal\","
                + " \"precision\": 9, \"scale\": 4}";
        assertThat(value(fixed, fixed(fixed, -1))).isEqualTo(new BigDecimal("-0.0001"));
    }

    @Test
    void shouldReadUuidsAsText() {
        String uuid = "00112233-4455-6677-8899-aabbccddeeff";
        assertThat(value(logical("string", "uuid"), uuid)).hasToString(uuid);
        String fixed = "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 16, \"logicalType\": \"uuid\"}";
        byte[] bytes = new byte[16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0x11 * i);
        }
        assertThat(value(fixed, new GenericData.Fixed(new Schema.Parser().parse(fixed), bytes)))
                .isEqualTo(uuid);
    }

    @Test
    void shouldLeaveWhatIsNoSingleValueAsItIs() {
        assertThat(decoded(order("x", null)).field("address")).isInstanceOf(GenericRecord.class);
        assertThat(decoded(order("x", null)).field("items")).isInstanceOf(List.class);
        assertThat(value("\"bytes\"", ByteBuffer.wrap(new byte[3]))).isInstanceOf(ByteBuffer.class);
    }

    private static GenericRecord order(String city, Object paid) {
        Schema address = ORDER.getField("address").schema().getTypes().get(1);
        GenericRecord order = new GenericData.Record(ORDER);
        order.put("plain", 7L);
        order.put("address", address(address, city, address(address, "Potsdam", null)));
        order.put("items", List.of(item(1_234), item(-5)));
        Map<String, Object> tags = new HashMap<>(Map.of("weight", 2.5, "a.b", 1.0));
        tags.put("names", Map.of("short", "ord"));
        order.put("tags", tags);
        order.put("paid", paid);
        return order;
    }

    private static GenericRecord address(Schema schema, String city, GenericRecord next) {
        GenericRecord address = new GenericData.Record(schema);
        address.put("city", city);
        address.put("level", new GenericData.EnumSymbol(schema.getField("level").schema(), "HIGH"));
        address.put("next", next);
        return address;
    }

    private static GenericRecord item(int cents) {
        GenericRecord item =
                new GenericData.Record(ORDER.getField("items").schema().getElementType());
        item.put("price", ByteBuffer.allocate(4).putInt(cents).flip());
        return item;
    }

    private static GenericData.Fixed fixed(String schema, int fill) {
        Schema fixed = new Schema.Parser().parse(schema);
        byte[] bytes = new byte[fixed.getFixedSize()];
        Arrays.fill(bytes, (byte) fill);
        return new GenericData.Fixed(fixed, bytes);
    }

    private static String logical(String type, String logical) {
        return "{\"type\": \"" + type + "\", \"logicalType\": \"" + logical + "\"}";
    }

    private static Schema record(String type) {
        return new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"x\", \"type\": " + type
                        + "}]}");
    }

    /** A value of the type, alone and in a nullable union, after the way through bytes. */
    private Object value(String type, Object value) {
        Object alone = decoded(of(record(type), value)).field("x");
        Object nullable = decoded(of(record("[\"null\", " + type + "]"), value)).field("x");
        assertThat(nullable).isEqualTo(alone);
        return alone;
    }

    private static GenericRecord of(Schema schema, Object value) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("x", value);
        return record;
    }

    private RawRecord decoded(GenericRecord record) {
        return decoder.decode(writer.write("orders.records", record));
    }
}
