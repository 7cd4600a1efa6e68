package io.millrace.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.pipeline.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What the services' loop makes of a file of columns a, b and y, drawn from one seed. */
record LoopRun(BacktestResult result) {
    /** Draws the cells of a row. */
    interface Rows {
        String row(int number, SplittableRandom random);
    }

    /** @param definition of a pipeline, in YAML */
    static LoopRun of(Path directory, String definition, Backtest.Settings settings, int count, Rows rows)
            throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>(List.of("a,b,y"));
        for (int number = 0; number < count; number++) {
            lines.add(rows.row(number, random));
        }
        Path file = Files.write(directory.resolve("rows.csv"), lines);
        return new LoopRun(new Backtest(PipelineReader.parse(definition, "loop.yaml"), settings).run(file));
    }

    /** The loop in it, with labels that come some rows late. */
    static Backtest.Settings late(int delay) {
        return new Backtest.Settings(Long.MAX_VALUE, delay, true);
    }

    LoopRun showing(String... lines) {
        assertThat(result.shown()).contains(lines);
        return this;
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> rows(String key) {
        return (List<Map<String, Object>>) result.tree().get(key);
    }

    double score(String contender, String measure) {
        return (double) ((Map<?, ?>) result.tree().get(contender)).get(measure);
    }

    List<?> curve(String measure) {
        return (List<?>) ((Map<?, ?>) result.tree().get(measure)).get("champion");
    }

    void checkSame(LoopRun again, String... keys) {
        for (String key : keys) {
            assertThat(again.result.tree().get(key)).isEqualTo(result.tree().get(key));
        }
    }

    /** One episode of worse answers, soon after a change and closed within some rows. */
    void checkOneEpisode(int change, long atMost) {
        assertThat(rows("episodes")).singleElement().satisfies(episode -> {
            assertThat((long) episode.get("opened")).isBetween(change + 1L, change + 60L);
            assertThat((long) episode.get("closed")).isBetween(change + 1_000L, change + atMost);
            assertThat(episode.get("kind")).isEqualTo("PERFORMANCE");
        });
    }

    /** A model is asked for again once its window can be full, and one is after the change, which serves. */
    void checkOneNewChampion() {
        assertThat(rows("retrains"))
                .as("once its window can be full, a model is asked for again")
                .extracting(retrain -> retrain.get("cause"))
                .containsExactly("COLD_START", "SCHEDULE", "DRIFT", "SCHEDULE");
        assertThat(rows("retrains").get(2).get("champion")).isEqualTo(true);
    }
}
