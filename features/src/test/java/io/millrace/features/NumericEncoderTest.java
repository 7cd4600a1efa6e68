package io.millrace.features;

import static io.millrace.features.Pipelines.encode;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericEncoderTest {
    private static final String PLAIN = "{name: x, type: numeric}";

    @Test
    void shouldTakeNumbersOfEveryKindAndDecimalText() {
        for (Object half :
                new Object[] {0.5, 0.5f, new BigDecimal("0.5"), " 0.5 ", "+.5", "5e-1", new StringBuilder("0.50")}) {
            assertThat(encode(PLAIN, half)).as("%s", half).isEqualTo(vector(0.5f));
        }
        assertThat(encode(PLAIN, 7L)).isEqualTo(vector(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "1,5",
                "1f",
                "0x1p3",
                "Infinity",
                "-Infinity",
                "1e",
                "1e+",
                "--1",
                ".",
                "1 2",
                "1e999",
                "١"
            })
    void shouldRefuseTextThatIsNoDecimalNumber(String text) {
        assertThat(encode(PLAIN, text))
                .isEqualTo(new Refused(Reason.WRONG_TYPE, "x", "column 'x' holds '" + text + "', not a number"));
    }

    @Test
    void shouldRefuseWhatIsNotANumberAtAll() {
        assertThat(reason(encode(PLAIN, true))).isEqualTo(Reason.WRONG_TYPE);
        assertThat(reason(encode(PLAIN, new int[] {1}))).isEqualTo(Reason.WRONG_TYPE);
        assertThat(reason(encode(PLAIN, Double.POSITIVE_INFINITY))).isEqualTo(Reason.WRONG_TYPE);
    }

    @Test
    void shouldTakeNaNForMissingUnlessItIsNoMissingToken() {
        assertThat(encode(PLAIN, "NaN")).isEqualTo(missing());
        assertThat(encode(PLAIN, Double.NaN)).isEqualTo(missing());
        assertThat(reason(encode("{name: x, type: numeric, missingTokens: ['']}", "NaN")))
                .isEqualTo(Reason.WRONG_TYPE);
        assertThat(reason(encode("{name: x, type: numeric, missingTokens: ['']}", Float.NaN)))
                .isEqualTo(Reason.WRONG_TYPE);
    }

    @Test
    void shouldTakeADeclaredNumberForMissingAsTextAndAsNumber() {
        String column = "{name: x, type: numeric, missingTokens: ['-999']}";
        assertThat(encode(column, "-999")).isEqualTo(missing());
        assertThat(encode(column, -999.0)).isEqualTo(missing());
        assertThat(encode(column, -998)).isEqualTo(vector(-998));
    }

    @Test
    void shouldKeepMissingValuesAsNaNOrRefuseThem() {
        assertThat(encode(PLAIN, null)).isEqualTo(missing());
        assertThat(encode(PLAIN, " ? ")).isEqualTo(missing());
        assertThat(reason(encode("{name: x, type: numeric, missing: reject}", "")))
                .isEqualTo(Reason.MISSING_VALUE);
    }

    @Test
    void shouldMakeWrongValuesMissingWhereTheColumnSaysSo() {
        assertThat(encode("{name: x, type: numeric, invalid: missing}", "abc")).isEqualTo(missing());
    }

    @Test
    void shouldRefuseClipOrDropNumbersOutsideTheBounds() {
        String bounds = "{name: x, type: numeric, min: 0, max: 10, outside: ";
        assertThat(encode(bounds + "reject}", 10)).isEqualTo(vector(10));
        assertThat(encode(bounds + "reject}", 10.5))
                .isEqualTo(new Refused(Reason.OUT_OF_RANGE, "x", "column 'x' holds 10.5, not a number from 0 to 10"));
        assertThat(encode(bounds + "clip}", "11")).isEqualTo(vector(10));
        assertThat(encode(bounds + "clip}", -1)).isEqualTo(vector(0));
        assertThat(encode(bounds + "missing}", -1)).isEqualTo(missing());
    }

    @Test
    void shouldNeverLetANumberBecomeInfinite() {
        assertThat(reason(encode(PLAIN, 1e300))).isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(encode("{name: x, type: numeric, outside: clip}", -1e300)).isEqualTo(vector(-Float.MAX_VALUE));
    }

    private static Reason reason(Encoding encoding) {
        return ((Refused) encoding).reason();
    }

    static Encoded vector(float... values) {
        return new Encoded(FloatVector.of(values), 0, 0, 0, OptionalLong.empty());
    }

    static Encoded missing() {
        return new Encoded(FloatVector.of(Float.NaN), 1, 0, 0, OptionalLong.empty());
    }
}
