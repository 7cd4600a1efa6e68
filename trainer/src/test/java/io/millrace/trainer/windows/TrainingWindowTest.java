package io.millrace.trainer.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrainingWindowTest {
    private final TrainingWindow window =
            new TrainingWindow(2, new float[] {0, 0, 1, 1, 2, 2, 3, 3, 4, 4}, new int[] {0, 1, 0, 1, 2});

    @Test
    void shouldHoldOutTheLatest() {
        TrainingWindow.Split split = window.split(0.4);

        assertThat(split.training().labels()).containsExactly(0, 1, 0);
        assertThat(split.heldOut().matrix()).containsExactly(3, 3, 4, 4);
        assertThat(split.heldOut().labels()).containsExactly(1, 2);
    }

    @Test
    void shouldLeaveARowToEitherPart() {
        assertThat(window.split(0.05).heldOut().rows()).isEqualTo(1);
        assertThat(window.split(0.99).training().rows()).isEqualTo(1);
    }

    @Test
    void shouldCountClasses() {
        assertThat(window.distinctLabels()).isEqualTo(3);
    }

    @Test
    void shouldRefuseLabelsThatDoNotFit() {
        assertThatThrownBy(() -> new TrainingWindow(2, new float[3], new int[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
