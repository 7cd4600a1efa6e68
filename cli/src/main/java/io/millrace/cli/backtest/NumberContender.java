package io.millrace.cli.backtest;

import io.millrace.statistics.metrics.RegressionErrors;
import io.millrace.statistics.metrics.SlidingMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ObjDoubleConsumer;

/** Someone who answers a number. */
final class NumberContender implements Contender {
    private final Function<float[], double[]> answers;
    private final ObjDoubleConsumer<float[]> learns;
    private final double mean;
    private final RegressionErrors errors = new RegressionErrors();
    private final SlidingMean latest = new SlidingMean(CURVE_WINDOW);
    private final List<Double> curve = new ArrayList<>();

    /**
     * @param answers one number; none before the first model
     * @param learns hears each row with its label
     * @param mean answered before the first label is known, or the first model there
     */
    NumberContender(Function<float[], double[]> answers, ObjDoubleConsumer<float[]> learns, double mean) {
        this.answers = answers;
        this.learns = learns;
        this.mean = mean;
    }

    @Override
    public double[] predict(float[] values) {
        double[] answer = answers.apply(values);
        return errors.count() == 0 || answer.length == 0 ? new double[] {mean} : answer;
    }

    @Override
    public void learn(float[] values, double[] predicted, double label) {
        errors.update(label, predicted[0]);
        latest.update(Math.abs(predicted[0] - label));
        learns.accept(values, label);
        if (errors.count() % CURVE_WINDOW == 0) {
            curve.add(latest.mean());
        }
    }

    @Override
    public List<Double> curve() {
        return curve;
    }

    @Override
    public Map<String, Object> metrics(Contender noChange) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("mae", errors.meanAbsolute());
        metrics.put("rmse", errors.rootMeanSquared());
        metrics.put("r2", errors.r2());
        return metrics;
    }
}
