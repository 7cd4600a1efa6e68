package io.millrace.statistics.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;

/**
 * All metrics of rows of predictions by name, as a report prints them: a tree of maps whose leaves are numbers (NaN where a metric is not defined), texts
 * and lists. Each report says {@code n}, the rows that count, and {@code missing}, those left out because a value in them was missing.
 */
public final class Evaluation {
    private static final int BINS = 10;

    private Evaluation() {}

    /**
     * Of yes-or-no predictions by a score. Where a score is not between 0 and 1 the scores are no probabilities: what wants those is NaN, and the
     * reliability curve empty.
     *
     * @param scores one for each label; one that is not finite is missing
     * @param threshold from which on a score predicts yes
     */
    public static Map<String, Object> ofBinary(boolean[] actual, double[] scores, double threshold) {
        sameLength(actual.length, scores.length);
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        Ranking ranking = Ranking.exact();
        for (int row = 0; row < actual.length; row++) {
            if (Double.isFinite(scores[row])) {
                matrix.update(actual[row] ? 1 : 0, scores[row] >= threshold ? 1 : 0);
                ranking.add(scores[row], actual[row]);
            }
        }
        Map<String, Object> report = sizes(matrix.count(), actual.length);
        report.put(
                "confusion",
                ordered(
                        "tn",
                        matrix.count(0, 0),
                        "fp",
                        matrix.count(0, 1),
                        "fn",
                        matrix.count(1, 0),
                        "tp",
                        matrix.count(1, 1)));
        report.put("accuracy", matrix.accuracy());
        report.put("precision", matrix.precision(1));
        report.put("recall", matrix.recall(1));
        report.put("f1", matrix.f1(1));
        report.put("f2", matrix.f(2, 1));
        report.put("specificity", matrix.actual(0) == 0 ? Double.NaN : matrix.recall(0));
        report.put("balanced_accuracy_defined", matrix.balancedAccuracy());
        means(matrix, report);
        report.put("mcc", matrix.matthews());
        report.put("kappa", matrix.kappa());
        probabilities(actual, scores, report);
        report.put("roc_auc", ranking.rocAuc());
        report.put("average_precision", ranking.averagePrecision());
        report.put("pr_auc_trapezoid", ranking.prAuc());
        report.put("ks_separation_max_tpr_minus_fpr", ranking.separation());
        return report;
    }

    private static void probabilities(boolean[] actual, double[] scores, Map<String, Object> report) {
        boolean probabilities =
                Arrays.stream(scores).filter(Double::isFinite).allMatch(score -> score >= 0 && score <= 1);
        Calibration calibration = new Calibration(BINS);
        FadingMean log = new FadingMean(1);
        FadingMean brier = new FadingMean(1);
        for (int row = 0; row < scores.length && probabilities; row++) {
            if (Double.isFinite(scores[row])) {
                calibration.update(scores[row], actual[row]);
                log.update(ProbabilityLoss.log(scores[row], actual[row]));
                brier.update(ProbabilityLoss.brier(scores[row], actual[row]));
            }
        }
        report.put("log_loss_clip1e-15_nats", log.mean());
        report.put("brier", brier.mean());
        report.put("ece_10_equal_width", calibration.expectedError());
        report.put("mce_10_equal_width", calibration.greatestError());
        report.put(
                "reliability_curve",
                calibration.curve().stream()
                        .map(bin -> ordered(
                                "from",
                                bin.from(),
                                "n",
                                bin.count(),
                                "predicted",
                                bin.predicted(),
                                "observed",
                                bin.observed()))
                        .toList());
    }

    /** The classes that occur in either, in the order of their texts. */
    public static List<String> labels(List<String> actual, List<String> predicted) {
        TreeSet<String> labels = new TreeSet<>();
        for (List<String> values : List.of(actual, predicted)) {
            values.stream().filter(value -> value != null).forEach(labels::add);
        }
        return List.copyOf(labels);
    }

    /**
     * Of predicted classes. A null is missing.
     *
     * @param labels all classes, which the means go over, whether they occur or not
     */
    public static Map<String, Object> ofClasses(List<String> labels, List<String> actual, List<String> predicted) {
        sameLength(actual.size(), predicted.size());
        Labels classes = new Labels(labels);
        ConfusionMatrix matrix = new ConfusionMatrix(classes.size());
        for (int row = 0; row < actual.size(); row++) {
            if (actual.get(row) != null && predicted.get(row) != null) {
                matrix.update(classes.place(actual.get(row)), classes.place(predicted.get(row)));
            }
        }
        Map<String, Object> report = sizes(matrix.count(), actual.size());
        report.put("labels", labels);
        List<List<Long>> rows = new ArrayList<>();
        Map<String, Object> perClass = new LinkedHashMap<>();
        for (int of = 0; of < labels.size(); of++) {
            List<Long> counts = new ArrayList<>();
            for (int as = 0; as < labels.size(); as++) {
                counts.add(matrix.count(of, as));
            }
            rows.add(counts);
            perClass.put(
                    labels.get(of),
                    ordered(
                            "precision",
                            matrix.precision(of),
                            "recall",
                            matrix.recall(of),
                            "f1",
                            matrix.f1(of),
                            "support",
                            matrix.actual(of)));
        }
        report.put("confusion_rows_true", rows);
        report.put("accuracy", matrix.accuracy());
        report.put("balanced_accuracy_defined", matrix.balancedAccuracy());
        report.put("kappa", matrix.kappa());
        report.put("mcc", matrix.matthews());
        means(matrix, report);
        for (String micro : List.of("precision_micro", "recall_micro", "f1_micro")) {
            report.put(micro, matrix.accuracy()); // with one class per example they are the same
        }
        report.put("per_class", perClass);
        return report;
    }

    /**
     * The same, with the probabilities that were given to the classes.
     *
     * @param probabilities one row for each label, in the order of the labels; a row with a value that is not between 0 and 1 is left out
     */
    public static Map<String, Object> ofClasses(
            List<String> labels, List<String> actual, List<String> predicted, double[][] probabilities) {
        Map<String, Object> report = ofClasses(labels, actual, predicted);
        sameLength(actual.size(), probabilities.length);
        Labels classes = new Labels(labels);
        Ranking[] rankings = new Ranking[labels.size()];
        Arrays.setAll(rankings, of -> Ranking.exact());
        FadingMean log = new FadingMean(1);
        for (int row = 0; row < probabilities.length; row++) {
            double[] given = probabilities[row];
            sameLength(labels.size(), given.length);
            if (actual.get(row) != null && Arrays.stream(given).allMatch(p -> p >= 0 && p <= 1)) {
                int of = classes.place(actual.get(row));
                log.update(ProbabilityLoss.log(given[of]));
                for (int as = 0; as < given.length; as++) {
                    rankings[as].add(given[as], as == of);
                }
            }
        }
        report.put("log_loss_true_class_clip1e-15_nats", log.mean());
        report.put(
                "roc_auc_ovr_macro",
                Arrays.stream(rankings).mapToDouble(Ranking::rocAuc).sum() / labels.size());
        return report;
    }

    private static void means(ConfusionMatrix matrix, Map<String, Object> report) {
        Map<String, IntToDoubleFunction> metrics = new LinkedHashMap<>();
        metrics.put("precision", matrix::precision);
        metrics.put("recall", matrix::recall);
        metrics.put("f1", matrix::f1);
        metrics.forEach((name, metric) -> report.put(name + "_macro", matrix.macro(metric)));
        metrics.forEach((name, metric) -> report.put(name + "_weighted", matrix.weighted(metric)));
    }

    /** Of predicted numbers. A row with a value that is not finite is missing. */
    public static Map<String, Object> ofNumbers(double[] actual, double[] predicted) {
        sameLength(actual.length, predicted.length);
        RegressionErrors errors = new RegressionErrors();
        double[] absolute = new double[actual.length];
        for (int row = 0; row < actual.length; row++) {
            double error = predicted[row] - actual[row];
            if (Double.isFinite(error)) {
                absolute[(int) errors.count()] = Math.abs(error);
                errors.update(actual[row], predicted[row]);
            }
        }
        Map<String, Object> report = sizes(errors.count(), actual.length);
        report.put("mae", errors.meanAbsolute());
        report.put("mse", errors.meanSquared());
        report.put("rmse", errors.rootMeanSquared());
        report.put("median_ae", median(Arrays.copyOf(absolute, (int) errors.count())));
        report.put("max_error", errors.greatest());
        report.put("bias_mean_error_pred_minus_true", errors.bias());
        report.put("r2", errors.r2());
        report.put("explained_variance", errors.explainedVariance());
        report.put("mape", errors.meanRelative());
        report.put("smape_0_2", errors.symmetricRelative());
        return report;
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }

    /** Of yes-or-no predictions for groups of people: see {@link Fairness}. A row whose group is null is missing. */
    public static Map<String, Object> ofGroups(boolean[] actual, boolean[] predicted, List<String> groups) {
        sameLength(actual.length, predicted.length);
        sameLength(actual.length, groups.size());
        Fairness fairness = new Fairness();
        long counted = 0;
        for (int row = 0; row < actual.length; row++) {
            if (groups.get(row) != null) {
                fairness.update(groups.get(row), actual[row], predicted[row]);
                counted++;
            }
        }
        Map<String, Object> report = sizes(counted, actual.length);
        Map<String, Object> byGroup = new LinkedHashMap<>();
        fairness.groups()
                .forEach((name, group) -> byGroup.put(
                        name,
                        ordered(
                                "n", group.count(),
                                "selection_rate", group.selectionRate(),
                                "base_rate", group.baseRate(),
                                "accuracy", group.accuracy(),
                                "tpr", group.truePositiveRate(),
                                "fpr", group.falsePositiveRate(),
                                "ppv", group.precision())));
        report.put("by_group", byGroup);
        report.put("demographic_parity_difference", fairness.demographicParityDifference());
        report.put("demographic_parity_ratio_disparate_impact", fairness.demographicParityRatio());
        report.put("equal_opportunity_difference_tpr", fairness.equalOpportunityDifference());
        report.put("equalized_odds_difference", fairness.equalizedOddsDifference());
        report.put("accuracy_difference", fairness.accuracyDifference());
        return report;
    }

    /**
     * Of predicted classes along a stream: the reports of a {@link StreamEvaluation} at some checkpoints.
     *
     * @param labels all classes
     * @param window rows of the window
     * @param alpha see {@link FadingMean}
     * @param checkpoints after how many rows to report, in ascending order; those beyond the end are left out
     */
    public static List<Map<String, Object>> ofStream(
            List<String> labels,
            List<String> actual,
            List<String> predicted,
            int window,
            double alpha,
            int... checkpoints) {
        sameLength(actual.size(), predicted.size());
        StreamEvaluation stream = new StreamEvaluation(labels, window, alpha);
        List<Map<String, Object>> reports = new ArrayList<>();
        int next = 0;
        for (int row = 0; row < actual.size(); row++) {
            stream.update(actual.get(row), predicted.get(row));
            if (next < checkpoints.length && checkpoints[next] == row + 1) {
                reports.add(stream.report());
                next++;
            }
        }
        return reports;
    }

    private static Map<String, Object> sizes(long counted, long rows) {
        return ordered("n", counted, "missing", rows - counted);
    }

    private static void sameLength(int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException("columns must be of the same length: " + expected + " and " + actual);
        }
    }

    static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            ordered.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return ordered;
    }
}
