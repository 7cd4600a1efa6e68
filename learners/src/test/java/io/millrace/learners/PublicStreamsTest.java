package io.millrace.learners;

import java.util.Locale;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every learner in its one default configuration against the figures of others; prints a line each. Skipped without the streams. */
class PublicStreamsTest {
    @ParameterizedTest
    @EnumSource
    void shouldBeAsGoodAsItsNamesake(Namesake learner) throws Exception {
        Bars bars = Bars.read();
        SoftAssertions all = new SoftAssertions();
        for (PublicStream stream : PublicStream.values()) {
            PublicStream.Examples examples = stream.read();
            TestThenTrain run = TestThenTrain.run(learner.create(examples.layout()), examples);
            double bar = learner.bar(bars, stream);
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %-16s %.4f (bar %.4f), log loss %.3f, %.0f examples per CPU second%n",
                    learner,
                    stream.stream(),
                    run.metrics().accuracy(),
                    bar,
                    run.logLoss(),
                    run.examplesPerSecond());
            all.assertThat(run.metrics().accuracy())
                    .as(learner + " on " + stream.stream())
                    .isGreaterThanOrEqualTo(bar - learner.margin());
        }
        all.assertAll();
    }
}
