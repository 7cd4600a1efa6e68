package io.millrace.statistics.hashes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hash128Test {
    /** The published answers of MurmurHash3 x64 128, seed 0. */
    @ParameterizedTest
    @CsvSource({
        "'', 0, 0",
        "hello, cbd8a7b341bd9b02, 5b1e906a48ae1d19",
        "'hello, world', 342fac623a5ebc8e, 4cdcbc079642414d",
        "19 Jan 2038 at 3:14:07 AM, b89e5988b737affc, 664fc2950231b2cb",
        "The quick brown fox jumps over the lazy dog., cd99481f9ee902c9, 695da1a38987b6e7"
    })
    void shouldHashAsEveryImplementationDoes(String text, String first, String second) {
        Hash128 hash = Hash128.of(text);

        assertThat(Long.toHexString(hash.first())).isEqualTo(first);
        assertThat(Long.toHexString(hash.second())).isEqualTo(second);
    }
}
