package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What it costs to answer by what the portfolio knew up to so many examples ago, while it learns from each; prints a line each. Skipped without the streams. */
class StaleSnapshotTest {
    private static final int EXAMPLES = 10_000;
    private static final int[] EVERY = {1, 100, 1_000, 5_000};

    @ParameterizedTest
    @EnumSource(names = {"ELEC8", "ADULT"})
    void shouldCostMoreTheRarerSnapshotsAre(PublicStream stream) throws Exception {
        Map<Integer, Double> accuracies = accuracies(stream.read());
        accuracies.forEach((every, accuracy) -> System.out.printf(
                Locale.ROOT, "%-16s a snapshot every %6d examples: %.4f%n", stream.stream(), every, accuracy));

        assertThat(accuracies.get(1)).isGreaterThan(accuracies.get(5_000));
    }

    /** One learner learns; for each interval another answers, restored from it every so many examples. */
    private static Map<Integer, Double> accuracies(PublicStream.Examples examples) {
        Portfolio learner = new Portfolio(examples.layout());
        Map<Integer, Portfolio> stale = new TreeMap<>();
        Map<Integer, Integer> right = new TreeMap<>();
        for (int i = 0; i < EXAMPLES; i++) {
            float[] values = examples.values().get(i);
            int label = examples.labels().get(i);
            for (int every : EVERY) {
                if (every > 1 && i % every == 0) {
                    stale.computeIfAbsent(every, unused -> new Portfolio(examples.layout()))
                            .restore(learner.snapshot());
                }
                Portfolio answers = every == 1 ? learner : stale.get(every);
                double[] probabilities = answers.predict(values);
                int predicted = Math.max(0, ClassWeights.most(probabilities, probabilities.length));
                right.merge(every, predicted == label ? 1 : 0, Integer::sum);
            }
            learner.learn(values, label);
        }
        Map<Integer, Double> accuracies = new TreeMap<>();
        right.forEach((every, count) -> accuracies.put(every, (double) count / EXAMPLES));
        return accuracies;
    }
}
