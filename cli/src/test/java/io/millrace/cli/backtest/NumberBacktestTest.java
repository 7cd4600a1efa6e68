package io.millrace.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.learners.Layout;
import io.millrace.learners.RegressionPortfolio;
import io.millrace.learners.Regressor;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.statistics.metrics.RegressionErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberBacktestTest {
    private static final int ROWS = 1_500;
    private static final double MEAN = 40;

    private final PipelineDefinition pipeline = PipelineReader.parse("""
            name: walk
            task: regression
            label: {column: y, mean: 40, max: 1000}
            columns:
              - {name: a, type: numeric}
              - {name: b, type: numeric}
            training: {seed: 42}
            """, "walk.yaml");
    private final List<float[]> vectors = new ArrayList<>();
    private final List<Double> targets = new ArrayList<>();

    @TempDir
    private Path directory;

    /** By hand: predict each row, and learn the one that so many rows ago was predicted. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1000})
    void shouldGetWhatAPlainSimulationGets(int delay) throws IOException {
        Path file = walk();
        Regressor portfolio = RegressionPortfolio.standard(new Layout(List.of(0, 0)), 42, delay + 1);
        RegressionErrors errors = new RegressionErrors();
        RegressionErrors noChange = new RegressionErrors();
        List<Double> answers = new ArrayList<>();
        for (int row = 0; row < ROWS + delay; row++) {
            if (row < ROWS) {
                double answer = portfolio.predict(vectors.get(row));
                answers.add(row <= delay ? MEAN : answer); // no label was known
            }
            int known = row - delay;
            if (known >= 0) {
                errors.update(targets.get(known), answers.get(known));
                noChange.update(targets.get(known), known <= delay ? MEAN : targets.get(known - delay - 1));
                portfolio.learn(vectors.get(known), targets.get(known));
            }
        }

        Map<String, Object> found = run(file, delay).tree();

        assertThat(found.get("rows")).isEqualTo((long) ROWS);
        assertThat(found.get("mae")).isEqualTo(errors.meanAbsolute());
        assertThat(found.get("rmse")).isEqualTo(errors.rootMeanSquared());
        assertThat(found.get("r2")).isEqualTo(errors.r2());
        assertThat(found.get("noChange"))
                .isEqualTo(Map.of(
                        "mae", noChange.meanAbsolute(), "rmse", noChange.rootMeanSquared(), "r2", noChange.r2()));
        assertThat(((Map<?, ?>) found.get("majority")).keySet()).isEqualTo(Set.of("mae", "rmse", "r2"));
        assertThat(found).doesNotContainKeys("accuracy", "champion", "accuracyPerThousand");
    }

    @Test
    void shouldFindMoreThanTheLastLabelSays() throws IOException {
        Map<String, Object> found = run(walk(), 0).tree();
        double noChange = (double) ((Map<?, ?>) found.get("noChange")).get("mae");
        assertThat((double) found.get("mae")).isLessThan(noChange / 2);
        assertThat(found.get("maePerThousand").toString()).contains("portfolio=[", "noChange=[");
    }

    @Test
    void shouldCountWhatIsPutAsideAndWhatHasNoLabel() throws IOException {
        Path file = Files.writeString(
                directory.resolve("dirty.csv"), "a,b,y\n1,1,1\nmuch,1,0\n1,1\n0,0,\n2,2,many\n2,2,1001\n0,0,2.5e1\n");
        BacktestResult result = run(file, 0);
        assertThat(result.predicted()).isEqualTo(3);
        assertThat(result.labelled()).isEqualTo(2);
        assertThat(result.quarantined()).isEqualTo(Map.of("wrong-type", 2L, "malformed", 1L, "out-of-range", 1L));
        assertThat(result.shown()).contains("MAE", "RMSE", "noChange");
        assertThat(result.html()).contains("<svg", "Mean absolute error");
    }

    private BacktestResult run(Path file, int delay) {
        return new Backtest(pipeline, new Backtest.Settings(Long.MAX_VALUE, delay, false)).run(file);
    }

    /** A level that walks, and a step that two numbers tell. */
    private Path walk() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<String> lines = new ArrayList<>(List.of("a,b,y"));
        double level = 50;
        for (int row = 0; row < ROWS; row++) {
            float a = (float) random.nextDouble();
            float b = (float) random.nextDouble();
            level += a - b;
            vectors.add(new float[] {a, b});
            targets.add(level);
            lines.add(a + "," + b + "," + level);
        }
        return Files.write(directory.resolve("walk.csv"), lines);
    }
}
