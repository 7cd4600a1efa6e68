package io.millrace.cli.backtest;

import io.millrace.learners.Regressor;
import io.millrace.statistics.metrics.RegressionErrors;
import io.millrace.statistics.metrics.SlidingMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Someone who answers a number. */
final class NumberContender implements Contender {
    private final Regressor regressor;
    private final double mean;
    private final RegressionErrors errors = new RegressionErrors();
    private final SlidingMean latest = new SlidingMean(CURVE_WINDOW);
    private final List<Double> curve = new ArrayList<>();

    /** @param mean answered before the first label is known */
    NumberContender(Regressor regressor, double mean) {
        this.regressor = regressor;
        this.mean = mean;
    }

    @Override
    public double[] predict(float[] values) {
        double answer = regressor.predict(values);
        return new double[] {errors.count() == 0 ? mean : answer};
    }

    @Override
    public void learn(float[] values, double[] predicted, double label) {
        errors.update(label, predicted[0]);
        latest.update(Math.abs(predicted[0] - label));
        regressor.learn(values, label);
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
