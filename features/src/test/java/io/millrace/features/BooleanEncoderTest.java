package io.millrace.features;

import static io.millrace.features.Pipelines.encode;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BooleanEncoderTest {
    private static final String COLUMN = "{name: x, type: boolean}";

    @Test
    void shouldReadTheSpellingsPeopleUse() {
        for (Object yes : new Object[] {true, 1, 1.0, "1", "TRUE", "Yes", "t", " y "}) {
            assertThat(encode(COLUMN, yes)).as("%s", yes).isEqualTo(NumericEncoderTest.vector(1));
        }
        for (Object no : new Object[] {false, 0L, -0.0, "0", "False", "NO", "f", "n"}) {
            assertThat(encode(COLUMN, no)).as("%s", no).isEqualTo(NumericEncoderTest.vector(0));
        }
    }

    @Test
    void shouldRefuseEverythingElse() {
        for (Object neither : new Object[] {2, 0.5, "maybe", "truee", new Object()}) {
            assertThat(((Refused) encode(COLUMN, neither)).reason())
                    .as("%s", neither)
                    .isEqualTo(Reason.WRONG_TYPE);
        }
        assertThat(encode(COLUMN, null)).isEqualTo(NumericEncoderTest.missing());
    }

    @Test
    void shouldReadTheWordsOfTheColumn() {
        String words = "{name: x, type: boolean, trueValues: [ja], falseValues: [nein, '-']}";
        assertThat(encode(words, "JA")).isEqualTo(NumericEncoderTest.vector(1));
        assertThat(encode(words, "-")).isEqualTo(NumericEncoderTest.vector(0));
        assertThat(((Refused) encode(words, "yes")).reason()).isEqualTo(Reason.WRONG_TYPE);
    }
}
