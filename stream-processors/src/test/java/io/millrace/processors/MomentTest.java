package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MomentTest {
    private static final String ENCODER = "00000000000000aa";

    @Test
    void shouldAddWhatVectorsShowToAMomentFromBeforeTheyDid() {
        byte[] before = Moment.with(null, "a", Map.of("amount", 10.0), ENCODER, new float[0]);
        byte[] now = Moment.with(before, "b", Map.of("amount", 20.0), ENCODER, new float[] {20, Float.NaN});
        Moment moment = Moment.of(now);

        assertThat(before[0]).as("layout").isEqualTo((byte) 1);
        assertThat(now[0]).as("layout").isEqualTo((byte) 2);
        assertThat(moment.id(0)).isEqualTo("a");
        assertThat(moment.remembered(0, "amount")).isEqualTo(10);
        assertThat(moment.slots(0, ENCODER)).isEmpty();
        assertThat(moment.remembered(1, "amount")).isEqualTo(20);
        assertThat(moment.slots(1, ENCODER)).containsExactly(20, Float.NaN);
        assertThat(moment.slots(1, "00000000000000bb")).isEmpty();
    }

    @Test
    void shouldNotAddARecordTwice() {
        byte[] once = Moment.with(null, "a", Map.of(), ENCODER, new float[] {1});

        assertThat(Moment.with(once, "a", Map.of(), ENCODER, new float[] {1})).isSameAs(once);
    }
}
