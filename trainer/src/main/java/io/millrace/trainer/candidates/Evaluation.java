package io.millrace.trainer.candidates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How class probabilities did against labels.
 *
 * @param accuracy share of rows whose likeliest class is the label
 * @param logLoss mean of -ln p(label), each p taken as at least {@value #SMALLEST}; in nats
 * @param predictionShare share of rows of which each class is the likeliest, in the order of classes
 */
public record Evaluation(int rows, double accuracy, double logLoss, List<Double> predictionShare) implements Measured {
    /** One sure miss costs 16 nats at most, not infinitely many. */
    static final double SMALLEST = 1e-7;

    public Evaluation {
        predictionShare = List.copyOf(predictionShare);
    }

    @Override
    public double error() {
        return 1 - accuracy;
    }

    @Override
    public double loss() {
        return logLoss;
    }

    @Override
    public String lossName() {
        return "logLoss";
    }

    @Override
    public Map<String, Double> figures() {
        return Map.of("accuracy", accuracy, lossName(), logLoss);
    }

    /** @param probabilities row after row */
    public static Evaluation of(float[] probabilities, int[] labels, int classes) {
        int hits = 0;
        double loss = 0;
        int[] predicted = new int[classes];
        for (int row = 0; row < labels.length; row++) {
            int likeliest = likeliest(probabilities, row * classes, classes);
            predicted[likeliest]++;
            hits += likeliest == labels[row] ? 1 : 0;
            loss -= Math.log(Math.max(SMALLEST, probabilities[row * classes + labels[row]]));
        }
        List<Double> shares = new ArrayList<>(classes);
        Arrays.stream(predicted).forEach(count -> shares.add((double) count / labels.length));
        return new Evaluation(labels.length, (double) hits / labels.length, loss / labels.length, shares);
    }

    /** What each row costs: -ln p(label), each p taken as at least {@value #SMALLEST}; in nats. */
    static double[] losses(float[] probabilities, int[] labels, int classes) {
        double[] losses = new double[labels.length];
        for (int row = 0; row < labels.length; row++) {
            losses[row] = -Math.log(Math.max(SMALLEST, probabilities[row * classes + labels[row]]));
        }
        return losses;
    }

    /**
     * The likeliest class of a row, of equals the first.
     *
     * @param from where the row begins
     */
    public static int likeliest(float[] probabilities, int from, int classes) {
        int likeliest = 0;
        for (int i = 1; i < classes; i++) {
            if (probabilities[from + i] > probabilities[from + likeliest]) {
                likeliest = i;
            }
        }
        return likeliest;
    }
}
