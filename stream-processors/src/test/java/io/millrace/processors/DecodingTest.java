package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.serde.RegistryRefused;
import io.millrace.schemas.serde.RegistryUnavailable;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DecodingTest {
    @Test
    void shouldNotBlameARecordForARegistryThatIsAwayOrRefusesTheClient() {
        IOException cause = new IOException("no");
        for (RuntimeException trouble : new RuntimeException[] {
            new RegistryUnavailable("http://r", cause), new RegistryRefused("http://r", "schema id 1", cause)
        }) {
            assertThatThrownBy(() -> Decoding.decode(new byte[1], bytes -> {
                        throw trouble;
                    }))
                    .isSameAs(trouble);
        }
    }

    @Test
    void shouldPutAsideWhatCannotBeDecoded() {
        assertThatThrownBy(() -> Decoding.decode(new byte[1], bytes -> {
                    throw new IllegalArgumentException("no record");
                }))
                .isInstanceOf(Rejection.class);
    }
}
