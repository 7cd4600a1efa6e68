package io.millrace.cli.backtest;

import java.util.List;
import java.util.Map;

/** Something that answers rows, and learns from them where it does so one by one, and how right it was. For one thread. */
interface Contender {
    /** Labels that one point of the curve stands for. */
    int CURVE_WINDOW = 1_000;

    /** Probability of each class; of a number, that number alone. */
    double[] predict(float[] values);

    /**
     * A label arrives: the prediction of the time is judged, then learned from.
     *
     * @param label index of the class, or the number
     */
    void learn(float[] values, double[] predicted, double label);

    /** How right it was over each {@value #CURVE_WINDOW} labels. */
    List<Double> curve();

    /** @param noChange who repeats the label known last */
    Map<String, Object> metrics(Contender noChange);
}
