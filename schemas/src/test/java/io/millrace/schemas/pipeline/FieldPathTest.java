package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
    private static final Map<String, Object> RECORD = Map.of(
            "plain", 1,
            "a.b", 2,
            "a", Map.of("b", 3, "c", 4, "d.e", 5),
            "items", List.of(Map.of("price", 6), List.of(7, 8)),
            "0", 9,
            "a..b", 10);

    @Test
    void shouldFindFieldsInsideFieldsAndLists() {
        assertThat(in("plain")).isEqualTo(1);
        assertThat(in("a.c")).isEqualTo(4);
        assertThat(in("items.0.price")).isEqualTo(6);
        assertThat(in("items.1.1")).isEqualTo(8);
        assertThat(in("0")).isEqualTo(9);
    }

    @Test
    void shouldTakeAFieldOfTheWholeNameFirstAtEveryLevel() {
        assertThat(in("a.b")).isEqualTo(2);
        assertThat(in("a.d.e")).isEqualTo(5);
    }

    @Test
    void shouldTakeANameWithEmptyStepsForAName() {
        assertThat(in("a..b")).isEqualTo(10);
        assertThat(FieldPath.of(".a").rest()).isEmpty();
        assertThat(FieldPath.of("").first()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"b", "plain.b", "a.x", "a.b.c.d", "items.2", "items.-1", "items.01", "items.price", "items.0.0"})
    void shouldFindNothingWhereNothingIs(String path) {
        assertThat(in(path)).isNull();
    }

    @Test
    void shouldKnowItsSteps() {
        FieldPath path = FieldPath.of("items.0.price");
        assertThat(path.text()).isEqualTo("items.0.price");
        assertThat(path.first()).isEqualTo("items");
        assertThat(path.rest()).hasValueSatisfying(rest -> {
            assertThat(rest.text()).isEqualTo("0.price");
            assertThat(rest.place()).isZero();
            assertThat(rest.rest())
                    .hasValueSatisfying(last -> assertThat(last.place()).isNegative());
        });
    }

    private static Object in(String path) {
        return FieldPath.of(path).in(RECORD);
    }
}
