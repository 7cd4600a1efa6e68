package io.millrace.trainer.search;

import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;

/** Settings and windows of searches for tests. */
final class Searches {
    static final Problem ONE_NUMBER =
            new Problem(new VectorLayout(List.of(new VectorLayout.Slot("x", 0))), List.of("A", "B"), "e1");

    private Searches() {}

    /** @param search keys of the section {@code search} */
    static Training of(String search) {
        return with("search: {%s}".formatted(search));
    }

    /** @param training keys of the section {@code training} */
    static Training with(String training) {
        return PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [A, B]}
                columns: [{name: x, type: numeric}]
                training: {%s}
                """.formatted(training), "loans.yaml").training();
    }

    /** Rows whose number is their place; every fourth is B. */
    static TrainingWindow rows(int count) {
        float[] places = new float[count];
        int[] labels = new int[count];
        for (int row = 0; row < count; row++) {
            places[row] = row;
            labels[row] = row % 4 == 3 ? 1 : 0;
        }
        return new TrainingWindow(1, places, labels);
    }
}
