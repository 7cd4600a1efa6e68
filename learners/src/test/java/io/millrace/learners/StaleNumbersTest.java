package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.statistics.metrics.RegressionErrors;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it costs to answer by what the portfolio of numbers knew up to so many examples ago, while it learns from each; prints a line each. Skipped without the streams. */
class StaleNumbersTest {
    @ParameterizedTest
    @ValueSource(ints = {100, 1_000})
    void shouldErrLessWhereItLearnsFromTargetsAsOldAsThoseItAnswersBy(int every) throws Exception {
        NumberStream.Examples bikes = NumberStream.BIKES.read();
        double fresh = stale(bikes, every, 1);
        double old = stale(bikes, every, every);
        System.out.printf(
                Locale.ROOT,
                "BIKES, a snapshot every %4d examples: MAE %.2f; %.2f where it learns from the targets of then%n",
                every,
                fresh,
                old);

        assertThat(old).isLessThan(fresh / 2);
    }

    /** One learns; another answers, restored from it every so many examples. */
    private static double stale(NumberStream.Examples stream, int every, int shown) {
        Regressor learner = RegressionPortfolio.standard(stream.layout(), 1, 1, shown);
        Regressor answers = RegressionPortfolio.standard(stream.layout(), 1, 1, shown);
        RegressionErrors errors = new RegressionErrors();
        for (int i = 0; i < stream.values().size(); i++) {
            float[] values = stream.values().get(i);
            double target = stream.targets().get(i);
            if (i % every == 0) {
                answers.restore(learner.snapshot());
            }
            learner.predict(values); // what is learned is what was asked for
            errors.update(target, answers.predict(values));
            learner.learn(values, target);
        }
        return errors.meanAbsolute();
    }
}
