package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.features.RawRecord;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {
    private final RawRecord order = new JsonDecoder().decode("""
                    {"plain": 7, "address": {"city": "Berlin", "zip": null, "a.b": true}, "address.street": "Ring",
                     "items": [{"price": 1.5}, [2, 3]], "a.b": null, "a": {"b": 1}, "0": "zero"}
                    """.getBytes(StandardCharsets.UTF_8));

    @Test
    void shouldFindFieldsInsideObjectsAndLists() {
        assertThat(order.field("plain")).isEqualTo(7);
        assertThat(order.field("address.city")).isEqualTo("Berlin");
        assertThat(order.field("items.0.price")).isEqualTo(1.5);
        assertThat(order.field("items.1.1")).isEqualTo(3);
        assertThat(order.field("0")).isEqualTo("zero");
    }

    @Test
    void shouldTakeAFieldOfTheWholeNameFirst() {
        assertThat(order.field("address.street")).isEqualTo("Ring");
        assertThat(order.field("address.a.b")).isEqualTo(true);
        assertThat(order.field("a.b")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "plain.x", "address.zip", "address.zip.x", "items.2", "items.x", "items.0.1"})
    void shouldFindNothingWhereTheRecordHasNothing(String path) {
        assertThat(order.field(path)).isNull();
    }

    @Test
    void shouldLeaveWhatIsNoSingleValueAsItIs() {
        assertThat(order.field("address")).isInstanceOf(JsonNode.class);
        assertThat(order.field("items.1")).isInstanceOf(JsonNode.class);
    }
}
