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

/** The services' loop over a file of 9,000 rows: a label says whether a is large, and from row 5,000 on whether it is small. */
class LoopTest {
    private static final int ROWS = 9_000;
    private static final int CHANGE = 5_000;

    private final PipelineDefinition pipeline = PipelineReader.parse("""
            name: sums
            task: binary-classification
            label: {column: y, classes: ['0', '1']}
            columns:
              - {name: a, type: numeric}
              - {name: b, type: numeric}
            training: {candidates: [softmax], window: 2000, minExamples: 1000}
            drift: {window: 500, cooldown: 500}
            """, "sums.yaml");

    @TempDir
    private Path directory;

    @Test
    void shouldAnswerAChangeByOneEpisodeAndOneNewChampion() throws IOException {
        Map<String, Object> tree = run(0);

        assertThat(episodes(tree)).singleElement().satisfies(episode -> {
            assertThat((long) episode.get("opened")).isBetween(CHANGE + 1L, CHANGE + 60L);
            assertThat((long) episode.get("closed")).isBetween(CHANGE + 1_000L, CHANGE + 2_000L);
            assertThat(episode.get("kind")).isEqualTo("PERFORMANCE");
        });
        assertThat(retrains(tree))
                .as("once its window can be full, a model is asked for again")
                .extracting(retrain -> retrain.get("cause"))
                .containsExactly("COLD_START", "SCHEDULE", "DRIFT", "SCHEDULE");
        assertThat(retrains(tree).get(2).get("champion")).isEqualTo(true);
        assertThat((double) ((Map<?, ?>) tree.get("champion")).get("accuracy")).isBetween(0.75, 0.9);
    }

    @Test
    void shouldGetTheSameEveryTimeWithLateLabels() throws IOException {
        Map<String, Object> once = run(100);
        Map<String, Object> again = run(100);
        List.of("episodes", "retrains", "champion")
                .forEach(key -> assertThat(again.get(key)).isEqualTo(once.get(key)));
        assertThat(episodes(once)).hasSize(1);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> episodes(Map<String, Object> tree) {
        return (List<Map<String, Object>>) tree.get("episodes");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> retrains(Map<String, Object> tree) {
        return (List<Map<String, Object>>) tree.get("retrains");
    }

    private Map<String, Object> run(int delay) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>(List.of("a,b,y"));
        for (int row = 0; row < ROWS; row++) {
            float a = (float) random.nextDouble();
            int label = a > 0.5 == row < CHANGE ? 1 : 0;
            lines.add(a + "," + (float) random.nextDouble() + "," + label);
        }
        Path file = Files.write(directory.resolve("sums.csv"), lines);
        BacktestResult result = new Backtest(pipeline, new Backtest.Settings(Long.MAX_VALUE, delay, true)).run(file);
        assertThat(result.shown()).contains("drift-1: row ");
        return result.tree();
    }
}
