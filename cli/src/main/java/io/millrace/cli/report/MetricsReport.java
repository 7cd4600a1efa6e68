package io.millrace.cli.report;

import io.millrace.runtime.ServiceFailure;
import io.millrace.statistics.metrics.Evaluation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Metrics of a file of predictions: the columns {@code y_true} and {@code y_pred}, or for yes-or-no predictions {@code y_score}; {@code y_prob_CLASS} for the
 * probabilities of classes, {@code group} for those of groups of people.
 */
public final class MetricsReport {
    private static final String TRUE = "y_true";
    private static final String PREDICTED = "y_pred";
    private static final String SCORE = "y_score";
    private static final String PROBABILITY = "y_prob_";
    private static final String GROUP = "group";
    private static final List<String> YES = List.of("1", "1.0", "true", "yes");
    private static final List<String> NO = List.of("0", "0.0", "false", "no");

    /** What was predicted. */
    public enum Task {
        BINARY,
        MULTICLASS,
        REGRESSION,
        FAIRNESS,
        PREQUENTIAL
    }

    /**
     * How predictions are judged.
     *
     * @param threshold from which score on yes is predicted
     * @param window rows of the window of prequential metrics
     * @param alpha what a row counts for in the fading ones, once the next has come
     * @param every rows between two prequential reports
     */
    public record Settings(double threshold, int window, double alpha, int every) {
        public Settings {
            check(Double.isFinite(threshold), "--threshold must be a number");
            check(window >= 1, "--window must be at least 1");
            check(alpha > 0 && alpha <= 1, "--alpha must be above 0 and at most 1");
            check(every >= 1, "--every must be at least 1");
        }

        private static void check(boolean possible, String message) {
            if (!possible) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    private final Table rows;
    private final Settings settings;

    private MetricsReport(Table rows, Settings settings) {
        this.rows = rows;
        this.settings = settings;
    }

    /** What a file most likely holds: scores are binary, groups fairness, numbers that are not all whole regression, all else classes. */
    public static Task guess(Table rows) {
        if (rows.has(SCORE)) {
            return Task.BINARY;
        } else if (rows.has(GROUP)) {
            return Task.FAIRNESS;
        }
        boolean numbers = rows.isNumeric(TRUE) && rows.isNumeric(PREDICTED);
        return numbers && !(isWhole(rows.numbers(TRUE)) && isWhole(rows.numbers(PREDICTED)))
                ? Task.REGRESSION
                : Task.MULTICLASS;
    }

    private static boolean isWhole(double[] numbers) {
        return Arrays.stream(numbers).allMatch(number -> Double.isNaN(number) || number == Math.rint(number));
    }

    public static Map<String, Object> of(Table rows, Task task, Settings settings) {
        MetricsReport report = new MetricsReport(rows, settings);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("task", task.name().toLowerCase(Locale.ROOT));
        tree.putAll(
                switch (task) {
                    case BINARY -> Evaluation.ofBinary(report.truths(TRUE), report.scores(), settings.threshold());
                    case MULTICLASS -> report.classes();
                    case REGRESSION -> Evaluation.ofNumbers(rows.numbers(TRUE), rows.numbers(PREDICTED));
                    case FAIRNESS ->
                        Evaluation.ofGroups(report.truths(TRUE), report.truths(PREDICTED), rows.texts(GROUP));
                    case PREQUENTIAL -> report.stream();
                });
        return tree;
    }

    private double[] scores() {
        return rows.numbers(rows.has(SCORE) ? SCORE : PREDICTED);
    }

    private boolean[] truths(String column) {
        List<String> texts = rows.texts(column);
        boolean[] truths = new boolean[texts.size()];
        for (int row = 0; row < truths.length; row++) {
            String text = texts.get(row) == null ? "" : texts.get(row).toLowerCase(Locale.ROOT);
            if (!YES.contains(text) && !NO.contains(text)) {
                throw new ServiceFailure(rows.file() + ": row " + (row + 1) + ": column '" + column + "' holds '" + text
                        + "', neither 1 nor 0; with other classes say --task multiclass");
            }
            truths[row] = YES.contains(text);
        }
        return truths;
    }

    private Map<String, Object> classes() {
        List<String> given = rows.columns().keySet().stream()
                .filter(name -> name.startsWith(PROBABILITY))
                .map(name -> name.substring(PROBABILITY.length()))
                .toList();
        if (given.isEmpty()) {
            return Evaluation.ofClasses(labels(), rows.texts(TRUE), rows.texts(PREDICTED));
        }
        List<String> unknown =
                labels().stream().filter(label -> !given.contains(label)).toList();
        if (!unknown.isEmpty()) {
            throw new ServiceFailure(
                    rows.file() + " has no column '" + PROBABILITY + unknown.get(0) + "' for a class that occurs");
        }
        double[][] byClass =
                given.stream().map(label -> rows.numbers(PROBABILITY + label)).toArray(double[][]::new);
        double[][] probabilities = IntStream.range(0, rows.texts(TRUE).size())
                .mapToObj(row -> IntStream.range(0, byClass.length)
                        .mapToDouble(of -> byClass[of][row])
                        .toArray())
                .toArray(double[][]::new);
        return Evaluation.ofClasses(given, rows.texts(TRUE), rows.texts(PREDICTED), probabilities);
    }

    private List<String> labels() {
        return Evaluation.labels(rows.texts(TRUE), rows.texts(PREDICTED));
    }

    private Map<String, Object> stream() {
        int size = rows.texts(TRUE).size();
        int[] checkpoints = IntStream.rangeClosed(1, size)
                .filter(row -> row == size || row % settings.every() == 0)
                .toArray();
        return Map.of(
                "checkpoints",
                Evaluation.ofStream(
                        labels(),
                        rows.texts(TRUE),
                        rows.texts(PREDICTED),
                        settings.window(),
                        settings.alpha(),
                        checkpoints));
    }
}
