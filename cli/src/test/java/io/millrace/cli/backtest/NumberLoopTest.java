package io.millrace.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services' loop over a file of 9,000 rows: a label rises with a, and from row 5,000 on it falls. */
class NumberLoopTest {
    private static final int ROWS = 9_000;
    private static final int CHANGE = 5_000;

    private final PipelineDefinition pipeline = PipelineReader.parse("""
            name: slopes
            task: regression
            label: {column: y, mean: 50}
            columns:
              - {name: a, type: numeric}
              - {name: b, type: numeric}
            training: {candidates: [softmax], window: 2000, minExamples: 1000}
            drift: {window: 500, cooldown: 500}
            """, "slopes.yaml");

    @TempDir
    private Path directory;

    @Test
    void shouldAnswerAChangeByOneEpisodeAndANewChampion() throws IOException {
        Map<String, Object> tree = run(0);

        assertThat(rows(tree, "episodes")).singleElement().satisfies(episode -> {
            assertThat((long) episode.get("opened")).isBetween(CHANGE + 1L, CHANGE + 60L);
            assertThat((long) episode.get("closed")).isBetween(CHANGE + 1_000L, CHANGE + 2_500L);
            assertThat(episode.get("kind")).isEqualTo("PERFORMANCE");
        });
        assertThat(rows(tree, "retrains"))
                .extracting(retrain -> retrain.get("cause"))
                .containsExactly("COLD_START", "SCHEDULE", "DRIFT", "SCHEDULE");
        assertThat(rows(tree, "retrains").get(2).get("champion")).isEqualTo(true);
        double mean = mae(tree, "majority");
        assertThat(mae(tree, "champion")).isLessThan(mean / 2);
        assertThat((List<?>) ((Map<?, ?>) tree.get("maePerThousand")).get("champion"))
                .hasSize(ROWS / 1_000);
    }

    @Test
    void shouldAnswerTheMeanOfTheDefinitionBeforeTheFirstModel() throws IOException {
        Map<String, Object> tree = run(0);
        List<?> curve = (List<?>) ((Map<?, ?>) tree.get("maePerThousand")).get("champion");
        assertThat((double) curve.get(0)).isBetween(23.0, 27.0);
        assertThat((double) curve.get(1)).isLessThan(2);
    }

    @Test
    void shouldGetTheSameEveryTimeWithLateLabels() throws IOException {
        Map<String, Object> once = run(100);
        Map<String, Object> again = run(100);
        List.of("episodes", "retrains", "champion")
                .forEach(key -> assertThat(again.get(key)).isEqualTo(once.get(key)));
        assertThat(rows(once, "episodes")).hasSize(1);
    }

    private static double mae(Map<String, Object> tree, String contender) {
        return (double) ((Map<?, ?>) tree.get(contender)).get("mae");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> tree, String key) {
        return (List<Map<String, Object>>) tree.get(key);
    }

    /** From 0 to 100, and a little noise. */
    private Map<String, Object> run(int delay) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>(List.of("a,b,y"));
        for (int row = 0; row < ROWS; row++) {
            float a = (float) random.nextDouble();
            double level = row < CHANGE ? 100 * a : 100 * (1 - a);
            lines.add(a + "," + (float) random.nextDouble() + "," + (float) (level + random.nextGaussian()));
        }
        Path file = Files.write(directory.resolve("slopes.csv"), lines);
        BacktestResult result = new Backtest(pipeline, new Backtest.Settings(Long.MAX_VALUE, delay, true)).run(file);
        assertThat(result.shown()).contains("drift-1: row ", "champion", "MAE");
        return result.tree();
    }
}
