package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.trainer.candidates.Untrainable;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowMemoryTest {
    private static final long USABLE = 787_500_000;

    @Test
    void shouldCountWhatIsInTheWindowWhereLearningTakesMore() {
        WindowMemory memory = new WindowMemory(4, 300, USABLE);

        assertThatCode(() -> memory.check(List.of(2_500_000L), 5_000_000)).doesNotThrowAnyException();
        assertThatThrownBy(() -> memory.check(List.of(2_501_000L), 5_000_000))
                .isInstanceOf(Untrainable.class)
                .hasMessage("a window of 2,501,000 examples takes some 788 MB of the heap, and there are 788 for it:"
                        + " set training.window to 2,500,000, or give more with -Xmx");
    }

    @Test
    void shouldCountTheRoomOfWhatIsReadWhereReadingTakesMore() {
        WindowMemory memory = new WindowMemory(59, 1, USABLE);

        // room for 8,388,608 that were read, then beside them the window: 100 bytes each, and 83
        assertThat(memory.fits(List.of(6_250_000L), 5_000_000)).isFalse();
        // room for 4,194,304
        assertThat(memory.fits(List.of(3_750_100L), 3_000_000)).isTrue();
        // of eight partitions for 524,288 each
        assertThat(memory.fits(Collections.nCopies(8, 500_000L), 3_000_000)).isTrue();
        assertThat(memory.fits(Collections.nCopies(8, 800_000L), 3_000_000)).isFalse();
    }

    @Test
    void shouldCountNoMoreThanTwiceTheWindowOfEachPartition() {
        WindowMemory memory = new WindowMemory(59, 1, USABLE);

        assertThat(memory.fits(Collections.nCopies(4, 100_000_000L), 800_000)).isTrue();
        assertThatThrownBy(() -> memory.check(Collections.nCopies(4, 100_000_000L), 900_000))
                .hasMessageContaining("set training.window to 849,");
    }

    @Test
    void shouldCountEachFamilyThatIsTrainedAtOnce() {
        // vectors of 400 bytes, and 12: the window, its parts, and of four fifths twice as many inputs, or a copy
        assertThat(perRow("candidates: [softmax]", 2)).isEqualTo(824 + 640);
        assertThat(perRow("candidates: [xgboost]", 2)).isEqualTo(824 + 320);
        assertThat(perRow("candidates: [softmax, mlp, xgboost]", 2)).isEqualTo(824 + 640 + 640);
        assertThat(perRow("candidates: [softmax, mlp, xgboost]", 1)).isEqualTo(824 + 640);
    }

    @Test
    void shouldCountFoldsOlderRowsAndMadeOnes() {
        String trees = "candidates: [xgboost]";
        double plain = perRow(trees, 1);

        assertThat(perRow(trees + ", search: {strategy: random}", 1)).isGreaterThan(plain);
        assertThat(perRow(trees + ", search: {strategy: random, folds: 5}", 1))
                .isGreaterThan(perRow(trees + ", search: {strategy: random}", 1) + 412);
        assertThat(perRow(trees + ", warmStart: {enabled: true, replay: 1.0}", 1))
                .isGreaterThan(plain + 2 * 412);
        assertThat(perRow(trees + ", augment: {jitter: 0.1}", 1)).isGreaterThan(plain + 2 * 412);
        assertThat(perRow(trees + ", augment: {jitter: 0.1, share: 0.1}", 1)).isLessThan(plain + 412);
    }

    private static double perRow(String training, int processors) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            columns.append("  - {name: x%d, type: numeric}\n".formatted(i));
        }
        return new TrainingMemory(PipelineReader.parse("""
                        name: loans
                        task: binary-classification
                        label: {classes: [A, B]}
                        columns:
                        %straining: {%s}
                        """.formatted(columns, training), "loans.yaml"), processors)
                .perRow();
    }
}
