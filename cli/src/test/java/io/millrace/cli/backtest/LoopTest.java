package io.millrace.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services' loop over a file of 9,000 rows: a label says whether a is large, and from row 5,000 on whether it is small. */
class LoopTest {
    private static final int ROWS = 9_000;
    private static final int CHANGE = 5_000;
    private static final String PIPELINE = """
            name: sums
            task: binary-classification
            label: {column: y, classes: ['0', '1']}
            columns:
              - {name: a, type: numeric}
              - {name: b, type: numeric}
            training: {candidates: [softmax], window: 2000, minExamples: 1000}
            drift: {window: 500, cooldown: 500}
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldAnswerAChangeByOneEpisodeAndOneNewChampion() throws IOException {
        LoopRun loop = run(0);

        loop.checkOneEpisode(CHANGE, 2_000);
        loop.checkOneNewChampion();
        assertThat(loop.score("champion", "accuracy")).isBetween(0.75, 0.9);
    }

    @Test
    void shouldGetTheSameEveryTimeWithLateLabels() throws IOException {
        LoopRun once = run(100);
        once.checkSame(run(100), "episodes", "retrains", "champion");
        assertThat(once.rows("episodes")).hasSize(1);
    }

    private LoopRun run(int delay) throws IOException {
        return LoopRun.of(directory, PIPELINE, LoopRun.late(delay), ROWS, (row, random) -> {
                    float a = (float) random.nextDouble();
                    int label = a > 0.5 == row < CHANGE ? 1 : 0;
                    return a + "," + (float) random.nextDouble() + "," + label;
                })
                .showing("drift-1: row ");
    }
}
