package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final double[][] ODD = {
        {},
        {Double.NaN},
        {1},
        {1, 2},
        {5, 5, 5},
        {0.0, -0.0},
        {1, 2, 3, Double.NaN, Double.POSITIVE_INFINITY},
        {Double.MIN_VALUE, 0},
        {Double.MAX_VALUE, -Double.MAX_VALUE, 0},
        {1e150, -1e150, 1e150}
    };

    @Test
    void shouldCompareWhateverNumbersThereAre() {
        for (double[] reference : ODD) {
            for (double[] current : ODD) {
                assertThatCode(() -> Comparison.ofNumbers(reference, current))
                        .as(Arrays.toString(reference) + " and " + Arrays.toString(current))
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void shouldTellTooLittleFromNoDrift() {
        Map<String, Object> report = Comparison.ofNumbers(new double[] {1, 2}, new double[] {Double.NaN});
        assertThat(report)
                .containsEntry("insufficient_data", true)
                .containsEntry("n_cur", 1)
                .containsEntry("missing_rate_cur", 1.0)
                .doesNotContainKey("ks");
        assertThat(Comparison.ofCategories(List.of(), List.of("a"))).containsEntry("insufficient_data", true);
    }

    @Test
    void shouldSeeNoDriftBetweenEqualConstants() {
        Map<String, Object> report = Comparison.ofNumbers(new double[] {4.2, 4.2, 4.2}, new double[] {4.2, 4.2});
        assertThat(report)
                .containsEntry("insufficient_data", false)
                .containsEntry("wasserstein1", 0.0)
                .containsEntry("welch_t", Map.of("t", 0.0, "p", 1.0))
                .containsEntry("mann_whitney", Map.of("u_ref", 3.0, "p_asymp", 1.0))
                .containsEntry("binning_degenerate", true)
                .doesNotContainKey("equal_width10_pooled");
    }

    @Test
    void shouldCompareCategoriesInTheOrderOfTheirTexts() {
        Map<String, Object> report =
                Comparison.ofCategories(Arrays.asList("b", "a", null), Arrays.asList("c", "b", null, null));
        assertThat(report)
                .containsEntry("categories", List.of("a", "b", "c"))
                .containsEntry("counts_ref", List.of(1L, 1L, 0L))
                .containsEntry("counts_cur", List.of(0L, 1L, 1L))
                .containsEntry("unseen_in_ref", List.of("c"))
                .containsEntry("missing_cur", 2)
                .containsKey("chi2_homogeneity")
                .doesNotContainKey("fisher_exact_p");
    }

    @Test
    void shouldHaveNoTestOfOneCategory() {
        Map<String, Object> report = Comparison.ofCategories(List.of("x", "x"), List.of("x"));
        assertThat(report).containsKey("categories_divergence").doesNotContainKey("chi2_homogeneity");
    }

    /** With no drift, one in twenty p-values is below 0.05; the exact and the discrete ones somewhat fewer. */
    @Test
    void shouldAlarmFalselyAsOftenAsThePValuesSay() {
        falseAlarms(0.03, 0.05, (a, b) -> KolmogorovSmirnov.of(a, b).exact());
        falseAlarms(0.03, 0.055, (a, b) -> KolmogorovSmirnov.of(a, b).asymptotic());
        falseAlarms(0.02, 0.05, (a, b) -> KolmogorovSmirnov.of(a, b).limit());
        falseAlarms(0.04, 0.06, (a, b) -> CramerVonMises.test(a, b).pValue());
        falseAlarms(0.04, 0.06, (a, b) -> MannWhitney.test(a, b).pValue());
        falseAlarms(0.04, 0.06, (a, b) -> WelchT.test(a, b).pValue());
        falseAlarms(0.04, 0.06, (a, b) -> signs(a, b).chiSquare().pValue());
        falseAlarms(0.04, 0.06, (a, b) -> signs(a, b).likelihoodRatio().pValue());
        falseAlarms(0.01, 0.05, (a, b) -> signs(a, b).fisher());
    }

    private static void falseAlarms(double least, double most, BiFunction<Sample, Sample, Double> pValue) {
        Random random = new Random(13);
        int alarms = 0;
        int runs = 4_000;
        for (int run = 0; run < runs; run++) {
            Sample reference = Sample.of(random.doubles(90, -1, 1).toArray());
            Sample current = Sample.of(random.doubles(70, -1, 1).toArray());
            alarms += pValue.apply(reference, current) < 0.05 ? 1 : 0;
        }
        assertThat((double) alarms / runs).isBetween(least, most);
    }

    private static Homogeneity signs(Sample reference, Sample current) {
        return Homogeneity.of(signs(reference), signs(current));
    }

    private static long[] signs(Sample sample) {
        long below =
                Arrays.stream(sample.ascending()).filter(value -> value < 0).count();
        return new long[] {below, sample.size() - below};
    }
}
