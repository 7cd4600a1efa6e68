package io.millrace.statistics.drift;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * All two-sample statistics of one column by name, as a report prints them: a tree of maps whose leaves are numbers (NaN where a statistic is not
 * defined), truth values and lists.
 *
 * <p>Both reports say {@code n_ref} and {@code n_cur} (values, missing ones included), {@code missing_ref}, {@code missing_cur} and their rates. Where
 * one sample has no values left, {@code insufficient_data} is true and nothing follows: too little to say anything is not the same as no drift.
 */
public final class Comparison {
    private static final int BINS = 10;

    private Comparison() {}

    /**
     * Of two samples of numbers; what {@link Sample} leaves out is missing. Shares per bin are told three times: bins at the reference's deciles, closed to
     * the left ({@code quantile10_left_closed}) or to the right, and ten of equal width over both samples ({@code equal_width10_pooled}, left out where all
     * values are the same). {@code binning_degenerate} is true where the reference has fewer than nine different deciles: such shares say
     * little.
     */
    public static Map<String, Object> ofNumbers(double[] reference, double[] current) {
        Sample of = Sample.of(reference);
        Sample with = Sample.of(current);
        Map<String, Object> report = sizes(of.size(), of.missing(), with.size(), with.missing());
        if (of.size() == 0 || with.size() == 0) {
            return report;
        }
        tests(of, with, report);
        report.put("summary_ref", summary(of));
        report.put("summary_cur", summary(with));
        Bins deciles = Bins.ofQuantiles(of, BINS);
        report.put(
                "quantile10_left_closed",
                binned(
                        "interior_edges",
                        deciles.edges(),
                        deciles.countsLeftClosed(of),
                        deciles.countsLeftClosed(with)));
        report.put(
                "quantile10_right_closed",
                binned(
                        "interior_edges",
                        deciles.edges(),
                        deciles.countsRightClosed(of),
                        deciles.countsRightClosed(with)));
        double[] edges = Bins.equalWidth(of, with, BINS);
        if (edges[0] < edges[BINS]) {
            Bins equal = Bins.ofEqualWidth(of, with, BINS);
            report.put(
                    "equal_width10_pooled",
                    binned("edges", edges, equal.countsLeftClosed(of), equal.countsLeftClosed(with)));
        }
        report.put("binning_degenerate", deciles.edges().length < BINS - 1);
        return report;
    }

    private static void tests(Sample of, Sample with, Map<String, Object> report) {
        KolmogorovSmirnov smirnov = KolmogorovSmirnov.of(of, with);
        Map<String, Object> ks = new LinkedHashMap<>();
        ks.put("statistic", smirnov.statistic());
        ks.put("p_asymp", smirnov.asymptotic());
        ks.put("p_asymp_plain_kolmogorov", smirnov.limit());
        ks.put("p_exact", smirnov.exact());
        ks.put("ties_present", ties(of, with));
        report.put("ks", ks);
        EmpiricalDistance distance = EmpiricalDistance.between(of, with);
        report.put("wasserstein1", distance.wasserstein1());
        report.put("energy_distance", distance.energy());
        report.put("cramer_von_mises", named("statistic", "p_asymp", CramerVonMises.test(of, with)));
        report.put("mann_whitney", named("u_ref", "p_asymp", MannWhitney.test(of, with)));
        report.put("welch_t", named("t", "p", WelchT.test(of, with)));
    }

    private static boolean ties(Sample of, Sample with) {
        double[] all = DoubleStream.concat(Arrays.stream(of.ascending()), Arrays.stream(with.ascending()))
                .sorted()
                .toArray();
        return IntStream.range(1, all.length).anyMatch(i -> all[i] == all[i - 1]);
    }

    private static Map<String, Object> summary(Sample sample) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("mean", sample.mean());
        summary.put("var_ddof1", sample.variance());
        summary.put("min", sample.min());
        summary.put("q25_type7", sample.quantile(0.25));
        summary.put("median", sample.quantile(0.5));
        summary.put("q75_type7", sample.quantile(0.75));
        summary.put("max", sample.max());
        return summary;
    }

    private static Map<String, Object> binned(String name, double[] edges, long[] reference, long[] current) {
        Map<String, Object> binned = new LinkedHashMap<>();
        binned.put(name, Arrays.stream(edges).boxed().toList());
        counts(reference, current, binned);
        binned.putAll(divergence(reference, current));
        return binned;
    }

    /** Of two samples of categories, in the order of the texts; a null is missing. */
    public static Map<String, Object> ofCategories(List<String> reference, List<String> current) {
        List<String> of = reference.stream().filter(Objects::nonNull).toList();
        List<String> with = current.stream().filter(Objects::nonNull).toList();
        Map<String, Object> report =
                sizes(of.size(), reference.size() - of.size(), with.size(), current.size() - with.size());
        if (of.isEmpty() || with.isEmpty()) {
            return report;
        }
        TreeSet<String> all = new TreeSet<>(of);
        all.addAll(with);
        List<String> categories = List.copyOf(all);
        long[] before = count(categories, of);
        long[] after = count(categories, with);
        report.put("categories", categories);
        counts(before, after, report);
        all.removeAll(of);
        report.put("unseen_in_ref", List.copyOf(all));
        tests(Homogeneity.of(before, after), report);
        report.put("categories_divergence", divergence(before, after));
        return report;
    }

    private static long[] count(List<String> categories, List<String> values) {
        Map<String, Integer> places = new LinkedHashMap<>();
        categories.forEach(category -> places.put(category, places.size()));
        long[] counts = new long[categories.size()];
        values.forEach(value -> counts[places.get(value)]++);
        return counts;
    }

    private static void tests(Homogeneity homogeneity, Map<String, Object> report) {
        if (!homogeneity.isDefined()) {
            return;
        }
        Map<String, Object> chiSquare = named("statistic", "p", homogeneity.chiSquare());
        chiSquare.put("df", homogeneity.degreesOfFreedom());
        chiSquare.put("min_expected", homogeneity.leastExpected());
        chiSquare.put("cramers_v", homogeneity.cramersV());
        report.put("chi2_homogeneity", chiSquare);
        Map<String, Object> likelihood = named("statistic", "p", homogeneity.likelihoodRatio());
        likelihood.put("df", homogeneity.degreesOfFreedom());
        report.put("g_test", likelihood);
        if (homogeneity.degreesOfFreedom() == 1) {
            report.put("chi2_yates", named("statistic", "p", homogeneity.yates()));
            report.put("fisher_exact_p", homogeneity.fisher());
        }
    }

    private static Map<String, Object> sizes(int reference, int missingReference, int current, int missingCurrent) {
        Map<String, Object> sizes = new LinkedHashMap<>();
        sizes.put("n_ref", reference + missingReference);
        sizes.put("n_cur", current + missingCurrent);
        sizes.put("missing_ref", missingReference);
        sizes.put("missing_cur", missingCurrent);
        sizes.put("missing_rate_ref", (double) missingReference / (reference + missingReference));
        sizes.put("missing_rate_cur", (double) missingCurrent / (current + missingCurrent));
        sizes.put("insufficient_data", reference == 0 || current == 0);
        return sizes;
    }

    private static void counts(long[] reference, long[] current, Map<String, Object> into) {
        into.put("counts_ref", LongStream.of(reference).boxed().toList());
        into.put("counts_cur", LongStream.of(current).boxed().toList());
    }

    private static Map<String, Object> divergence(long[] reference, long[] current) {
        Divergence divergence = Divergence.between(reference, current);
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("psi", divergence.psi());
        named.put("js_distance_base2", divergence.jensenShannonDistance());
        named.put("js_divergence_base2", divergence.jensenShannon());
        named.put("hellinger", divergence.hellinger());
        named.put("total_variation", divergence.totalVariation());
        named.put("l_infinity", divergence.largest());
        named.put("kl_ref_cur_nats_floor", divergence.kullbackLeibler());
        named.put("kl_cur_ref_nats_floor", divergence.kullbackLeiblerReversed());
        return named;
    }

    private static Map<String, Object> named(String statistic, String pValue, Tested tested) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put(statistic, tested.statistic());
        named.put(pValue, tested.pValue());
        return named;
    }
}
