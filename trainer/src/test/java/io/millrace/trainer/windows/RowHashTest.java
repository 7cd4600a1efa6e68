package io.millrace.trainer.windows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowHashTest {
    /** The published answers of MurmurHash3 x64 128, seed 0, first halves. */
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "hello, cbd8a7b341bd9b02",
        "'hello, world', 342fac623a5ebc8e",
        "19 Jan 2038 at 3:14:07 AM, b89e5988b737affc",
        "The quick brown fox jumps over the lazy dog., cd99481f9ee902c9"
    })
    void shouldHashAsEveryImplementationDoes(String text, String hash) {
        assertThat(Long.toHexString(RowHash.of(text))).isEqualTo(hash);
    }
}
