package io.millrace.cli.backtest;

import io.millrace.statistics.metrics.ConfusionMatrix;
import io.millrace.statistics.metrics.FadingMean;
import io.millrace.statistics.metrics.ProbabilityLoss;
import io.millrace.statistics.metrics.SlidingMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/** Someone who answers the probability of each class. */
final class ClassContender implements Contender {
    private final Function<float[], double[]> answers;
    private final ObjIntConsumer<float[]> learns;
    private final double[] prior;
    private final ConfusionMatrix matrix;
    private final FadingMean logLoss = new FadingMean(1);
    private final SlidingMean latest = new SlidingMean(CURVE_WINDOW);
    private final List<Double> curve = new ArrayList<>();

    /**
     * @param answers probability of each class known so far; empty before the first
     * @param learns hears each row with its label
     * @param prior shares of the classes, answered before the first label is known
     */
    ClassContender(Function<float[], double[]> answers, ObjIntConsumer<float[]> learns, double[] prior) {
        this.answers = answers;
        this.learns = learns;
        this.prior = prior.clone();
        this.matrix = new ConfusionMatrix(prior.length);
    }

    @Override
    public double[] predict(float[] values) {
        double[] known = answers.apply(values);
        if (known.length == 0) {
            return prior.clone();
        }
        double[] all = new double[prior.length];
        System.arraycopy(known, 0, all, 0, known.length);
        return all;
    }

    @Override
    public void learn(float[] values, double[] predicted, double actual) {
        int label = (int) actual;
        int answer = likeliest(predicted);
        matrix.update(label, answer);
        logLoss.update(ProbabilityLoss.log(predicted[label]));
        latest.update(answer == label ? 1 : 0);
        learns.accept(values, label);
        if (matrix.count() % CURVE_WINDOW == 0) {
            curve.add(latest.mean());
        }
    }

    /** Of equals the first. */
    static int likeliest(double[] probabilities) {
        int likeliest = 0;
        for (int of = 1; of < probabilities.length; of++) {
            likeliest = probabilities[of] > probabilities[likeliest] ? of : likeliest;
        }
        return likeliest;
    }

    @Override
    public List<Double> curve() {
        return curve;
    }

    @Override
    public Map<String, Object> metrics(Contender other) {
        double noChange = ((ClassContender) other).matrix.accuracy();
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", matrix.accuracy());
        metrics.put("kappa", matrix.kappa());
        metrics.put("kappaTemporal", noChange < 1 ? (matrix.accuracy() - noChange) / (1 - noChange) : Double.NaN);
        metrics.put("macroF1", matrix.macro(matrix::f1));
        metrics.put("logLoss", logLoss.mean());
        return metrics;
    }
}
