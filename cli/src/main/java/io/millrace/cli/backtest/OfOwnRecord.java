package io.millrace.cli.backtest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A contender that sees nothing of the earlier records that vectors show.
 *
 * @param own slots of the vector's own record, the first ones
 */
record OfOwnRecord(Contender contender, int own) implements Contender {
    @Override
    public double[] predict(float[] values) {
        return contender.predict(Arrays.copyOf(values, own));
    }

    @Override
    public void learn(float[] values, double[] predicted, double label) {
        contender.learn(Arrays.copyOf(values, own), predicted, label);
    }

    @Override
    public List<Double> curve() {
        return contender.curve();
    }

    @Override
    public Map<String, Object> metrics(Contender noChange) {
        return contender.metrics(noChange);
    }
}
