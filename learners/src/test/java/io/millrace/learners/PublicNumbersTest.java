package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.statistics.metrics.RegressionErrors;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every regressor in its one default configuration against the errors of others; prints a line each. Skipped without the streams. */
class PublicNumbersTest {
    @ParameterizedTest
    @EnumSource
    void shouldErrAtMostAsItsNamesake(NumberNamesake regressor) throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (NumberStream stream : NumberStream.values()) {
            NumberStream.Examples examples = stream.read();
            long started = cpuNanos();
            RegressionErrors errors = testThenTrain(regressor.create(examples.layout()), examples);
            double seconds = (cpuNanos() - started) / 1e9;
            double bar = regressor.hasBar() ? bar(stream, regressor.theirs()) : Double.NaN;
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %-6s MAE %.4f (theirs %.4f), RMSE %.4f, R2 %.4f, %.0f examples per CPU second%n",
                    regressor,
                    stream,
                    errors.meanAbsolute(),
                    bar,
                    errors.rootMeanSquared(),
                    errors.r2(),
                    errors.count() / seconds);
            if (regressor.hasBar()) {
                // the tables have six digits
                all.assertThat(errors.meanAbsolute())
                        .as(regressor + " on " + stream)
                        .isLessThanOrEqualTo(bar + 1e-6);
            }
        }
        all.assertAll();
    }

    @Test
    void shouldKnowWhatTargetsAreLate() throws Exception {
        NumberStream.Examples bikes = NumberStream.BIKES.read();
        for (int delay : new int[] {1, 100, 1000}) {
            double ours = late(RegressionPortfolio.standard(bikes.layout(), 1, delay + 1), bikes, delay);
            double last = late(new LastTarget(), bikes, delay);
            double mean = late(new MeanTarget(), bikes, delay);
            System.out.printf(
                    Locale.ROOT,
                    "PORTFOLIO    BIKES  MAE %.2f with targets %d late (last target %.2f, mean %.2f)%n",
                    ours,
                    delay,
                    last,
                    mean);
            assertThat(ours).isLessThan(Math.min(last, mean) / 2);
        }
    }

    private static RegressionErrors testThenTrain(Regressor regressor, NumberStream.Examples stream) {
        RegressionErrors errors = new RegressionErrors();
        for (int i = 0; i < stream.values().size(); i++) {
            errors.update(
                    stream.targets().get(i), regressor.predict(stream.values().get(i)));
            regressor.learn(stream.values().get(i), stream.targets().get(i));
        }
        return errors;
    }

    /** MAE where the target of one is known once so many more were asked for. */
    private static double late(Regressor regressor, NumberStream.Examples stream, int delay) {
        RegressionErrors errors = new RegressionErrors();
        for (int i = 0; i < stream.values().size(); i++) {
            errors.update(
                    stream.targets().get(i), regressor.predict(stream.values().get(i)));
            if (i >= delay) {
                regressor.learn(stream.values().get(i - delay), stream.targets().get(i - delay));
            }
        }
        return errors.meanAbsolute();
    }

    /** The least MAE of those with these names, of all where there are none. */
    private static double bar(NumberStream stream, List<String> theirs) throws Exception {
        List<String> lines = Files.readAllLines(PublicStream.fixture("baselines", "regression.csv"));
        List<String> names = List.of(lines.get(0).split(","));
        return lines.stream()
                .skip(1)
                .map(line -> line.split(","))
                .filter(cells -> cells[names.indexOf("stream")].equalsIgnoreCase(stream.name()))
                .filter(cells -> theirs.isEmpty() || theirs.contains(cells[names.indexOf("learner")]))
                .mapToDouble(cells -> Double.parseDouble(cells[names.indexOf("mae")]))
                .min()
                .orElseThrow();
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
