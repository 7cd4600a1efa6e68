package io.millrace.trainer;

import io.millrace.models.artefact.Classifier;
import io.millrace.schemas.ClassCurve;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.statistics.metrics.Calibration;
import io.millrace.statistics.metrics.ConfusionMatrix;
import io.millrace.statistics.metrics.ProbabilityLoss;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What a model's card says of its answers to the held-out part of a window, as metrics by name. */
final class Appraisal {
    /** A matrix of more classes says nothing to a person. */
    private static final int MOST_CLASSES = 20;

    private static final int BINS = 10;
    private static final int MOST_ROWS = 1_000;
    private static final int LEAST_ROWS = 100;
    /** Answers that all importances together may cost. */
    private static final int MOST_ANSWERS = 200_000;

    private final Classifier model;
    private final TrainingWindow heldOut;
    private final Problem problem;
    private final List<String> classes;
    private final float[] answers;
    private final ClassRankings rankings;

    /** @param heldOut at least one row */
    Appraisal(Classifier model, TrainingWindow heldOut, Problem problem) {
        this.model = model;
        this.heldOut = heldOut;
        this.problem = problem;
        this.classes = problem.classes();
        this.answers = problem.isNumber() ? new float[0] : model.probabilities(heldOut.matrix(), heldOut.rows());
        this.rankings =
                new ClassRankings(classes.size() > MOST_CLASSES ? List.of() : classes, answers, heldOut.labels());
    }

    /** ROC and precision-recall curves, of two classes for the second, of up to {@value #MOST_CLASSES} for each. */
    List<ClassCurve> curves() {
        return rankings.curves();
    }

    /**
     * {@link #ofClasses} where there are any, and {@link #importances}.
     *
     * @param columns names of columns; those whose slots the layout has count
     * @param seed of what is shuffled
     */
    Map<String, Double> metrics(List<String> columns, long seed) {
        Map<String, Double> metrics = new HashMap<>(importances(columns, seed));
        if (!problem.isNumber()) {
            metrics.putAll(ofClasses());
        }
        return metrics;
    }

    /**
     * {@code kappa}, {@code macroF1}, {@code balancedAccuracy}, {@code brier} (quadratic loss, 0 to 1), {@code calibrationError} (expected, of the likeliest class); of
     * two classes {@code rocAuc} and {@code prAuc} of the second, of more {@code rocAuc.C} and {@code prAuc.C} of each against the rest; {@code precision.C}, {@code recall.C} and {@code f1.C} of each class C; {@code confusion.A.C}, how many rows of class
     * A were taken for C. What is not defined is left out.
     */
    Map<String, Double> ofClasses() {
        int[] labels = heldOut.labels();
        int width = classes.size();
        ConfusionMatrix matrix = new ConfusionMatrix(width);
        Calibration calibration = new Calibration(BINS);
        double quadratic = 0;
        for (int row = 0; row < labels.length; row++) {
            int from = row * width;
            int likeliest = Evaluation.likeliest(answers, from, width);
            matrix.update(labels[row], likeliest);
            calibration.update(answers[from + likeliest], likeliest == labels[row]);
            quadratic += ProbabilityLoss.quadratic(answers, from, width, labels[row]);
        }
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put("kappa", matrix.kappa());
        metrics.put("macroF1", matrix.macro(matrix::f1));
        metrics.put("balancedAccuracy", matrix.balancedAccuracy());
        metrics.put("brier", quadratic / labels.length);
        metrics.put("calibrationError", calibration.expectedError());
        metrics.putAll(rankings.areas());
        if (width <= MOST_CLASSES) {
            ofEach(matrix, metrics);
        }
        metrics.values().removeIf(value -> value.isNaN());
        return metrics;
    }

    private void ofEach(ConfusionMatrix matrix, Map<String, Double> metrics) {
        for (int actual = 0; actual < classes.size(); actual++) {
            String name = classes.get(actual);
            metrics.put("precision." + name, matrix.precision(actual));
            metrics.put("recall." + name, matrix.recall(actual));
            metrics.put("f1." + name, matrix.f1(actual));
            for (int predicted = 0; predicted < classes.size(); predicted++) {
                metrics.put(
                        "confusion." + name + "." + classes.get(predicted), (double) matrix.count(actual, predicted));
            }
        }
    }

    /**
     * {@code importance.COLUMN}: by how much the loss rises, log loss in nats or absolute error, where the rows' values of a column are shuffled among them and the model so does without it
     * (permutation importance: Breiman 2001; Fisher, Rudin and Dominici 2019). Of the latest 1,000 rows at most. Columns that say the same share it: each seems less important than it is.
     */
    Map<String, Double> importances(List<String> columns, long seed) {
        Map<String, int[]> slots = slots(problem.layout(), columns);
        int most = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, MOST_ANSWERS / Math.max(1, slots.size())));
        TrainingWindow latest = heldOut.from(Math.max(0, heldOut.rows() - most));
        double whole = loss(latest.matrix(), latest);
        int[] order = shuffled(latest.rows(), new SplittableRandom(seed));
        Map<String, Double> importances = new LinkedHashMap<>();
        slots.forEach((column, places) ->
                importances.put("importance." + column, loss(without(latest, places, order), latest) - whole));
        return importances;
    }

    /** A slot is of the column with the longest name that it begins with. */
    private static Map<String, int[]> slots(VectorLayout layout, List<String> columns) {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        columns.forEach(column -> places.put(column, new ArrayList<>()));
        for (int i = 0; i < layout.length(); i++) {
            String slot = layout.slots().get(i).name();
            int place = i;
            columns.stream()
                    .filter(column -> slot.equals(column) || slot.startsWith(column + "."))
                    .max(Comparator.comparingInt(String::length))
                    .ifPresent(column -> places.get(column).add(place));
        }
        places.values().removeIf(List::isEmpty);
        Map<String, int[]> slots = new LinkedHashMap<>();
        places.forEach((column, of) ->
                slots.put(column, of.stream().mapToInt(Integer::intValue).toArray()));
        return slots;
    }

    /** @param matrix what the model is shown of the rows */
    private double loss(float[] matrix, TrainingWindow rows) {
        return problem.measure(model.probabilities(matrix, rows.rows()), rows).loss();
    }

    private static float[] without(TrainingWindow window, int[] places, int[] order) {
        int features = window.features();
        float[] shuffled = window.matrix().clone();
        for (int row = 0; row < order.length; row++) {
            for (int place : places) {
                shuffled[row * features + place] = window.matrix()[order[row] * features + place];
            }
        }
        return shuffled;
    }

    private static int[] shuffled(int rows, SplittableRandom random) {
        int[] order = IntStream.range(0, rows).toArray();
        for (int i = rows - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }
}
