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

/** The services' loop with what is learnt online in it: the line between two classes turns all the time, once in 8,000 rows. */
class OnlineLoopTest {
    private static final int ROWS = 6_000;
    private static final double TURN = 8_000;
    private static final String ONLINE = "online: {enabled: true, learner: linear, every: 50, everyTime: 1h}";

    @TempDir
    private Path directory;

    @Test
    void shouldLetServeWhatLearnsOnWhereWindowsGrowOld() throws IOException {
        Map<String, Object> windows = run("");
        Map<String, Object> both = run(ONLINE);

        assertThat(rows(windows, "champions"))
                .extracting(champion -> champion.get("family"))
                .containsOnly("softmax");
        Map<String, Object> last =
                rows(both, "champions").get(rows(both, "champions").size() - 1);
        assertThat(last.get("family")).isEqualTo("online");
        assertThat((int) last.get("revisions")).isGreaterThan(20);
        assertThat(accuracy(both)).isGreaterThan(accuracy(windows) + 0.03);
        assertThat(rows(both, "retrains"))
                .as("it was judged as every candidate is")
                .anySatisfy(retrain -> {
                    assertThat(retrain.get("family")).isEqualTo("online");
                    assertThat(retrain.get("request").toString()).startsWith("online-");
                    assertThat((long) retrain.get("row")).isGreaterThanOrEqualTo(1_000);
                });
    }

    @Test
    void shouldGetTheSameEveryTimeWithLateLabels() throws IOException {
        Map<String, Object> once = run(ONLINE, 100, 1);
        Map<String, Object> again = run(ONLINE, 100, 1);
        List.of("episodes", "retrains", "champions", "champion")
                .forEach(key -> assertThat(again.get(key)).isEqualTo(once.get(key)));
    }

    @Test
    void shouldReviseNoOftenerThanEveryFiveSecondsOfTheRows() throws IOException {
        Map<String, Object> slow = run(ONLINE, 0, 1);
        Map<String, Object> fast = run(ONLINE, 0, 100);

        assertThat(revisions(slow)).isGreaterThan(5 * revisions(fast));
        assertThat(revisions(fast)).isLessThanOrEqualTo(ROWS / 500);
    }

    private static int revisions(Map<String, Object> tree) {
        return rows(tree, "champions").stream()
                .mapToInt(champion -> (int) champion.get("revisions"))
                .sum();
    }

    private static double accuracy(Map<String, Object> tree) {
        return (double) ((Map<?, ?>) tree.get("champion")).get("accuracy");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> tree, String key) {
        return (List<Map<String, Object>>) tree.get(key);
    }

    private Map<String, Object> run(String online) throws IOException {
        return run(online, 0, 1);
    }

    private Map<String, Object> run(String online, int delay, int pace) throws IOException {
        PipelineDefinition pipeline = PipelineReader.parse("""
                name: turning
                task: binary-classification
                label: {column: y, classes: ['0', '1']}
                columns:
                  - {name: a, type: numeric}
                  - {name: b, type: numeric}
                training:
                  candidates: [softmax]
                  window: 2000
                  minExamples: 500
                  %s
                """.formatted(online), "turning.yaml");
        Backtest.Settings settings = new Backtest.Settings(Long.MAX_VALUE, delay, true, pace);
        BacktestResult result = new Backtest(pipeline, settings).run(turning());
        assertThat(result.shown()).contains("serves from row ");
        return result.tree();
    }

    private Path turning() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>(List.of("a,b,y"));
        for (int row = 0; row < ROWS; row++) {
            double angle = 2 * Math.PI * row / TURN;
            float a = (float) random.nextGaussian();
            float b = (float) random.nextGaussian();
            lines.add(a + "," + b + "," + (a * Math.cos(angle) + b * Math.sin(angle) > 0 ? 1 : 0));
        }
        return Files.write(directory.resolve("turning.csv"), lines);
    }
}
