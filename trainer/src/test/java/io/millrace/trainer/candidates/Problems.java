package io.millrace.trainer.candidates;

import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;

/** One number, two classes. */
final class Problems {
    static final Problem ONE_NUMBER =
            new Problem(new VectorLayout(List.of(new VectorLayout.Slot("x", 0))), List.of("A", "B"), "e1");

    /** Ten rows; the last four, held out, are A A A B. */
    static final TrainingWindow.Split MOSTLY_A = new TrainingWindow(
                    1, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, new int[] {0, 1, 0, 1, 0, 1, 0, 0, 0, 1})
            .split(0.4);

    /** Forty rows; every fourth is B. */
    static final TrainingWindow FORTY = forty();

    private static TrainingWindow forty() {
        int[] labels = new int[40];
        for (int row = 3; row < labels.length; row += 4) {
            labels[row] = 1;
        }
        return new TrainingWindow(1, new float[40], labels);
    }

    private Problems() {}
}
