package io.millrace.learners;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How soon those who follow a change are back after one, beside the figures of others; prints a line each. Skipped without the streams. */
class RecoveryTest {
    private static final int STEP = 1000;
    private static final int CONCEPT = 25;
    private static final int SETTLED = 5;
    private static final double NEAR = 0.01;

    /** @param after examples until accuracy was near {@code settled} for a thousand */
    private record Recovery(double settled, int after) {}

    @ParameterizedTest
    @EnumSource(
            names = {"NEAREST_NEIGHBOURS", "ADAPTIVE_TREE", "LEVERAGING_BAGGING", "ADAPTIVE_FOREST", "RANDOM_PATCHES"})
    void shouldBeBackAsSoonAsItsNamesake(Namesake learner) throws Exception {
        Map<String, Recovery> theirs = theirs();
        SoftAssertions all = new SoftAssertions();
        for (PublicStream stream : List.of(PublicStream.SEA_ABRUPT, PublicStream.AGRAWAL_ABRUPT)) {
            PublicStream.Examples examples = stream.read();
            List<Double> curve = TestThenTrain.run(learner.create(examples.layout()), examples)
                    .curve();
            for (int at = CONCEPT; at < curve.size(); at += CONCEPT) {
                String change = stream.stream() + "," + at * STEP;
                Recovery bar = theirs.get(change + "," + learner.theirs().get(0));
                List<Double> concept = curve.subList(at, at + CONCEPT);
                Recovery ours = recovery(concept, bar.settled());
                System.out.printf(
                        Locale.ROOT,
                        "%-20s %-22s back after %d (theirs %d), settled at %.4f (theirs %.4f)%n",
                        learner,
                        change,
                        ours.after(),
                        bar.after(),
                        ours.settled(),
                        bar.settled());
                all.assertThat(ours.after())
                        .as(learner + " on " + change)
                        .isLessThanOrEqualTo(bar.after() + STEP); // a step is as fine as the tables are
            }
        }
        all.assertAll();
    }

    /** Near what the learner itself settles at, or near where theirs did: who settles higher may take longer to get there. */
    private static Recovery recovery(List<Double> concept, double theirs) {
        double settled = concept.subList(CONCEPT - SETTLED, CONCEPT).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        int step = 0;
        while (concept.get(step) < Math.min(settled, theirs) - NEAR) {
            step++;
        }
        return new Recovery(settled, (step + 1) * STEP);
    }

    private static Map<String, Recovery> theirs() throws Exception {
        Map<String, Recovery> theirs = new HashMap<>();
        List<String> lines = Files.readAllLines(PublicStream.fixture("baselines", "recovery.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            theirs.put(
                    cells[0] + "," + cells[1] + "," + cells[2],
                    new Recovery(Double.parseDouble(cells[5]), Integer.parseInt(cells[6])));
        }
        return theirs;
    }
}
