package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.trainer.candidates.Untrainable;
import org.junit.jupiter.api.Test;

class WindowMemoryTest {
    private static final long GIGABYTE = 1_000_000_000;

    @Test
    void shouldCountWhatIsReadAndWhatIsInTheWindow() {
        WindowMemory memory = new WindowMemory(100, 300, GIGABYTE);

        assertThatCode(() -> memory.check(1_875_000, 5_000_000, 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> memory.check(1_876_000, 5_000_000, 1))
                .isInstanceOf(Untrainable.class)
                .hasMessage("a window of 1,876,000 examples takes some 750 MB of the heap, and there are 750 for it:"
                        + " set training.window to 1,874,666, or give more with -Xmx");
    }

    @Test
    void shouldCountThatTwiceTheWindowIsKeptOfEachPartition() {
        WindowMemory memory = new WindowMemory(100, 300, GIGABYTE);

        assertThatCode(() -> memory.check(100_000_000, 600_000, 4)).doesNotThrowAnyException();
        assertThatThrownBy(() -> memory.check(100_000_000, 700_000, 4))
                .hasMessageContaining("set training.window to 681,818");
    }

    @Test
    void shouldEstimateByThePipelinesVectorsAndFamilies() {
        // 4 bytes a vector: read 1.5 times (4 + 41), in the window twice (4 + 12), for two nets 8 each and for trees 4
        WindowMemory memory = WindowMemory.of(Requests.PIPELINE, GIGABYTE);

        assertThatCode(() -> memory.check(6_000_000, 5_000_000, 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> memory.check(8_000_000, 5_000_000, 1)).isInstanceOf(Untrainable.class);
    }
}
