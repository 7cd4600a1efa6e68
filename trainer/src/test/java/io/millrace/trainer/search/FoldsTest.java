package io.millrace.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.pipeline.Training;
import io.millrace.trainer.windows.TrainingWindow;
import org.junit.jupiter.api.Test;

class FoldsTest {
    @Test
    void shouldJudgeByTheLatestShare() {
        Folds folds = folds(Searches.with("validationShare: 0.25, search: {strategy: random}"));

        TrainingWindow.Split fold = folds.fold(0, 1);
        assertThat(folds.count()).isEqualTo(1);
        assertThat(folds.rows()).isEqualTo(75);
        assertThat(places(fold.training())).startsWith(0f, 1f).hasSize(75);
        assertThat(places(fold.heldOut())).startsWith(75f, 76f).hasSize(25);
    }

    @Test
    void shouldChainForward() {
        Folds folds = folds(Searches.of("strategy: random, folds: 4"));

        assertThat(folds.count()).isEqualTo(4);
        for (int fold = 0; fold < 4; fold++) {
            TrainingWindow.Split split = folds.fold(fold, 1);
            assertThat(split.training().rows()).isEqualTo(20 * (fold + 1));
            assertThat(places(split.heldOut()))
                    .hasSize(20)
                    .startsWith(20f * (fold + 1))
                    .endsWith(20f * (fold + 2) - 1);
        }
    }

    @Test
    void shouldLearnFromTheLatestWhereItIsAPart() {
        TrainingWindow.Split fold = folds(Searches.of("strategy: halving")).fold(0, 0.1);

        assertThat(places(fold.training())).containsExactly(72, 73, 74, 75, 76, 77, 78, 79);
        assertThat(places(fold.heldOut())).startsWith(80f).hasSize(20);
    }

    @Test
    void shouldKeepAnEntityTogether() {
        long[] entities = new long[100];
        for (int row = 0; row < 100; row++) {
            entities[row] = row % 2 == 0 ? row : row / 10;
        }
        TrainingWindow rows = Searches.rows(100);
        TrainingWindow window = new TrainingWindow(1, rows.matrix(), rows.labels(), entities);

        TrainingWindow.Split fold = Folds.of(window, Searches.of("folds: 3"), Searches.ONE_NUMBER.layout())
                .fold(2, 1);

        for (float held : places(fold.heldOut())) {
            for (float learnt : places(fold.training())) {
                assertThat(entities[(int) held]).isNotEqualTo(entities[(int) learnt]);
            }
        }
    }

    @Test
    void shouldAugmentWhatIsLearntFromAndNotWhatJudges() {
        Training settings = Searches.with("augment: {smote: 1}, search: {strategy: random}");

        TrainingWindow.Split fold = folds(settings).fold(0, 1);
        assertThat(fold.training().rows()).isEqualTo(120);
        assertThat(fold.heldOut().rows()).isEqualTo(20);
    }

    @Test
    void shouldLeaveOutFoldsThatShowOneClass() {
        TrainingWindow window = new TrainingWindow(1, new float[100], new int[100]);

        assertThat(Folds.of(window, Searches.of("folds: 3"), Searches.ONE_NUMBER.layout())
                        .count())
                .isZero();
    }

    private static Folds folds(Training settings) {
        return Folds.of(Searches.rows(100), settings, Searches.ONE_NUMBER.layout());
    }

    private static float[] places(TrainingWindow window) {
        return window.matrix();
    }
}
