package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ReferenceSeries;
import io.millrace.schemas.WatchedColumn;
import io.millrace.schemas.WatchedSeries;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.candidates.FakeFamily;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.candidates.TestVersions;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 1,000 examples: salaries 0 to 999, every tenth missing; cities of codes 1 to 4 in turn; a quarter granted. The last 200 are held out. */
class ReferenceTest {
    private static final String DEFINITION = """
            name: loans
            task: binary-classification
            label: {column: granted, classes: ["no", "yes"]}
            columns:
              - {name: salary, type: numeric}
              - {name: city, type: categorical, values: [a, b, c, d]}
              - {name: branch, type: numeric}
              - {name: time, type: timestamp, parts: [hour]}
            drift: {window: 200, falseAlarmEvery: 100000, except: [branch]}
            """;

    private final ModelReference reference = reference(PipelineReader.parse(DEFINITION, "loans.yaml"));

    @Test
    void shouldWatchTheColumnsButForExceptedOnesAndTime() {
        assertThat(series(WatchedSeries.FEATURES).getColumns())
                .extracting(WatchedColumn::getName)
                .containsExactly("salary", "city");
        assertThat(series(WatchedSeries.PREDICTIONS).getColumns())
                .extracting(WatchedColumn::getName)
                .containsExactly("predicted", "confidence");
        assertThat(series(WatchedSeries.LABELS).getColumns())
                .extracting(WatchedColumn::getName)
                .containsExactly("label");
    }

    @Test
    void shouldWatchEachColumnOnceWhereVectorsShowEarlierRecords() {
        ModelReference sequences = reference(PipelineReader.parse(
                DEFINITION + "source: {entity: customer}\nhistory: {sequence: 8}\n", "loans.yaml"));

        assertThat(sequences.getSeries()).as("thresholds too").isEqualTo(reference.getSeries());
    }

    @Test
    void shouldCountTheWholeWindowByDecilesAndCategories() {
        WatchedColumn salary = series(WatchedSeries.FEATURES).getColumns().get(0);
        assertThat(salary.getEdges()).hasSize(9).isSorted();
        assertThat(salary.getCounts()).allMatch(count -> count == 90);
        assertThat(salary.getMissing()).isEqualTo(100);
        WatchedColumn city = series(WatchedSeries.FEATURES).getColumns().get(1);
        assertThat(city.getCategories()).containsExactly("1", "2", "3", "4", "0");
        assertThat(city.getCounts()).containsExactly(250L, 250L, 250L, 250L, 0L, 0L);
        assertThat(series(WatchedSeries.LABELS).getRows()).isEqualTo(1_000);
    }

    @Test
    void shouldCountWhatTheModelAnswersToTheHeldOutPart() {
        ReferenceSeries predictions = series(WatchedSeries.PREDICTIONS);
        assertThat(predictions.getRows()).isEqualTo(200);
        WatchedColumn predicted = predictions.getColumns().get(0);
        assertThat(predicted.getCategories()).containsExactly("no");
        assertThat(predicted.getCounts()).containsExactly(200L, 0L);
    }

    @Test
    void shouldCalibrateForTheStatedRateOfFalseAlarms() {
        assertThat(reference.getWindow()).isEqualTo(200);
        assertThat(reference.getFalseAlarms()).isEqualTo(200 / 500_000.0);
        assertThat(series(WatchedSeries.FEATURES).getThreshold()).isBetween(0.25 * 0.0004, 0.0004);
        assertThat(reference(PipelineReader.parse(DEFINITION, "loans.yaml"))).isEqualTo(reference);
    }

    private ReferenceSeries series(WatchedSeries which) {
        return reference.getSeries().stream()
                .filter(series -> series.getSeries() == which)
                .findFirst()
                .orElseThrow();
    }

    private static ModelReference reference(PipelineDefinition pipeline) {
        VectorLayout layout = VectorLayout.of(pipeline);
        float[] matrix = new float[1_000 * layout.length()];
        int[] labels = new int[1_000];
        for (int row = 0; row < labels.length; row++) {
            matrix[row * layout.length()] = row % 10 == 0 ? Float.NaN : row;
            matrix[row * layout.length() + 1] = 1 + row % 4;
            labels[row] = row % 4 == 0 ? 1 : 0;
        }
        TrainingWindow window = new TrainingWindow(layout.length(), matrix, labels);
        TrainingWindow.Split split = window.split(0.2);
        Problem problem = new Problem(layout, List.of("no", "yes"), "e1");
        byte[] onnx = new FakeFamily("fake", 0.75).onnx(problem);
        ModelBytes bytes = ModelBytes.of(onnx);
        return new Reference(pipeline).of(TestVersions.champion(3, bytes, "e1"), window, split.heldOut(), bytes);
    }
}
