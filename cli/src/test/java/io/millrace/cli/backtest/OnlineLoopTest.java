package io.millrace.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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
        LoopRun windows = run("");
        LoopRun both = run(ONLINE);

        assertThat(windows.rows("champions"))
                .extracting(champion -> champion.get("family"))
                .containsOnly("softmax");
        Map<String, Object> last =
                both.rows("champions").get(both.rows("champions").size() - 1);
        assertThat(last.get("family")).isEqualTo("online");
        assertThat((int) last.get("revisions")).isGreaterThan(20);
        assertThat(both.score("champion", "accuracy")).isGreaterThan(windows.score("champion", "accuracy") + 0.03);
        assertThat(both.rows("retrains"))
                .as("it was judged as every candidate is")
                .anySatisfy(retrain -> {
                    assertThat(retrain.get("family")).isEqualTo("online");
                    assertThat(retrain.get("request").toString()).startsWith("online-");
                    assertThat((long) retrain.get("row")).isGreaterThanOrEqualTo(1_000);
                });
    }

    @Test
    void shouldGetTheSameEveryTimeWithLateLabels() throws IOException {
        LoopRun once = run(ONLINE, 100, 1);
        once.checkSame(run(ONLINE, 100, 1), "episodes", "retrains", "champions", "champion");
    }

    @Test
    void shouldReviseNoOftenerThanEveryFiveSecondsOfTheRows() throws IOException {
        LoopRun slow = run(ONLINE, 0, 1);
        LoopRun fast = run(ONLINE, 0, 100);

        assertThat(revisions(slow)).isGreaterThan(5 * revisions(fast));
        assertThat(revisions(fast)).isLessThanOrEqualTo(ROWS / 500);
    }

    private static int revisions(LoopRun loop) {
        return loop.rows("champions").stream()
                .mapToInt(champion -> (int) champion.get("revisions"))
                .sum();
    }

    private LoopRun run(String online) throws IOException {
        return run(online, 0, 1);
    }

    private LoopRun run(String online, int delay, int pace) throws IOException {
        String pipeline = """
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
                """.formatted(online);
        Backtest.Settings settings = new Backtest.Settings(Long.MAX_VALUE, delay, true, pace);
        return LoopRun.of(directory, pipeline, settings, ROWS, (row, random) -> {
                    double angle = 2 * Math.PI * row / TURN;
                    float a = (float) random.nextGaussian();
                    float b = (float) random.nextGaussian();
                    return a + "," + b + "," + (a * Math.cos(angle) + b * Math.sin(angle) > 0 ? 1 : 0);
                })
                .showing("serves from row ");
    }
}
