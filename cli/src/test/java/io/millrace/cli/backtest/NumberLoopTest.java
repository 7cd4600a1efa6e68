package io.millrace.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services' loop over a file of 9,000 rows: a label rises with a, and from row 5,000 on it falls. */
class NumberLoopTest {
    private static final int ROWS = 9_000;
    private static final int CHANGE = 5_000;
    private static final String PIPELINE = """
            name: slopes
            task: regression
            label: {column: y, mean: 50}
            columns:
              - {name: a, type: numeric}
              - {name: b, type: numeric}
            training: {candidates: [softmax], window: 2000, minExamples: 1000}
            drift: {window: 500, cooldown: 500}
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldAnswerTheMeanBeforeTheFirstModelAndAChangeByOneEpisodeAndANewChampion() throws IOException {
        LoopRun loop = run(0);

        loop.checkOneEpisode(CHANGE, 2_500);
        loop.checkOneNewChampion();
        assertThat(loop.score("champion", "mae")).isLessThan(loop.score("majority", "mae") / 2);
        List<?> curve = loop.curve("maePerThousand");
        assertThat(curve).hasSize(ROWS / 1_000);
        assertThat((double) curve.get(0)).as("the mean of the definition").isBetween(23.0, 27.0);
        assertThat((double) curve.get(1)).isLessThan(2);
    }

    @Test
    void shouldGetTheSameEveryTimeWithLateLabels() throws IOException {
        LoopRun once = run(100);
        once.checkSame(run(100), "episodes", "retrains", "champion");
        assertThat(once.rows("episodes")).hasSize(1);
    }

    /** From 0 to 100, and a little noise. */
    private LoopRun run(int delay) throws IOException {
        return LoopRun.of(directory, PIPELINE, LoopRun.late(delay), ROWS, (row, random) -> {
                    float a = (float) random.nextDouble();
                    double level = row < CHANGE ? 100 * a : 100 * (1 - a);
                    return a + "," + (float) random.nextDouble() + "," + (float) (level + random.nextGaussian());
                })
                .showing("drift-1: row ", "champion", "MAE");
    }
}
