package io.millrace.features;

import static io.millrace.features.Pipelines.encode;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CategoryFormTest {
    private static final String WEATHER =
            "{name: x, type: categorical, values: [clear, Light Rain], spellings: words, synonyms: {Drizzle: light-rain}}";

    @Test
    void shouldTakeSpellingsForOneCategory() {
        for (String text : new String[] {"light_rain", " Light  Rain ", "LIGHT-RAIN", "light\u00A0- rain", "drizzle"}) {
            assertThat(encode(WEATHER, text)).as(text).isEqualTo(NumericEncoderTest.vector(2));
        }
        assertThat(((Encoded) encode(WEATHER, "lightrain")).unseen()).isEqualTo(1);
    }

    @Test
    void shouldHashTheCategoryThatIsMeant() {
        String hashed = "{name: x, type: categorical, buckets: 1000, spellings: case, synonyms: {muc: munich}}";
        assertThat(encode(hashed, "MUC")).isEqualTo(encode(hashed, "Munich"));
        assertThat(encode(hashed, "Berlin")).isNotEqualTo(encode(hashed, "Munich"));
    }

    @Test
    void shouldKeepSpellingsApartUnlessDeclared() {
        String exact = "{name: x, type: categorical, values: [a, A]}";
        assertThat(encode(exact, "a")).isNotEqualTo(encode(exact, "A"));
    }
}
