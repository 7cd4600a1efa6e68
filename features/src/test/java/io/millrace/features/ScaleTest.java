package io.millrace.features;

import static io.millrace.features.NumericEncoderTest.missing;
import static io.millrace.features.NumericEncoderTest.vector;
import static io.millrace.features.Pipelines.encode;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
    private static final String BINS = "{name: x, type: numeric, bins: [0, 10, 20.5]}";

    @ParameterizedTest
    @CsvSource({"-1e30, 1", "-0.001, 1", "-0.0, 2", "0, 2", "9.999, 2", "10, 3", "20.49, 3", "20.5, 4", "1e30, 4"})
    void shouldCodeANumberByTheBinItFallsInto(String number, float code) {
        assertThat(encode(BINS, number)).isEqualTo(vector(code));
    }

    @Test
    void shouldLeaveAMissingNumberWithoutABin() {
        assertThat(encode(BINS, null)).isEqualTo(missing());
    }

    @Test
    void shouldClipBeforeItBins() {
        assertThat(encode("{name: x, type: numeric, bins: [0, 10], max: 5, outside: clip}", 99))
                .isEqualTo(vector(2));
    }

    @Test
    void shouldTakeTheLogarithmOrTheRootOfACleanNumber() {
        String log = "{name: x, type: numeric, transform: log1p, min: 0";
        assertThat(encode(log + "}", 0)).isEqualTo(vector(0));
        assertThat(encode(log + "}", "1e6")).isEqualTo(vector((float) StrictMath.log1p(1e6)));
        assertThat(encode(log + ", outside: clip}", -5)).isEqualTo(vector(0));
        assertThat(encode("{name: x, type: numeric, transform: sqrt, min: 0}", 6.25))
                .isEqualTo(vector(2.5f));
    }

    @Test
    void shouldTreatANumberThatHasNoRootAsOutsideTheBounds() {
        String root = "{name: x, type: numeric, transform: sqrt, min: 0";
        assertThat(((Refused) encode(root + "}", -1)).reason()).isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(encode(root + ", outside: missing}", -1)).isEqualTo(missing());
    }
}
