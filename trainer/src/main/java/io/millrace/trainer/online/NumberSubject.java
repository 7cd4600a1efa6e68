package io.millrace.trainer.online;

import io.millrace.learners.Kept;
import io.millrace.learners.Layout;
import io.millrace.learners.LinearRegression;
import io.millrace.learners.RegressionForest;
import io.millrace.learners.RegressionPortfolio;
import io.millrace.learners.RegressionTree;
import io.millrace.learners.Regressor;
import io.millrace.schemas.pipeline.Online;
import io.millrace.trainer.windows.NumberText;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.Locale;
import java.util.Map;

/** Labels are numbers. */
final class NumberSubject implements Subject {
    /** Of the standard deviation of what was recent. */
    private static final double SAME = 1e-3;

    private final Layout layout;
    private final Regressor learner;

    /** What is asked for is learnt at once, so that nothing waits; what serves knows the latest targets as of its last revision. */
    NumberSubject(Layout layout, Online rules, long seed) {
        this.layout = layout;
        this.learner = switch (rules.learner()) {
            case PORTFOLIO -> RegressionPortfolio.standard(layout, seed, 1, rules.every());
            case FOREST -> new RegressionForest(layout, RegressionForest.standard(), seed);
            case TREE -> new RegressionTree(layout);
            case LINEAR -> new LinearRegression(layout);
        };
    }

    @Override
    public double label(String text) {
        return NumberText.finite(text);
    }

    @Override
    public double[] answer(float[] values) {
        return new double[] {learner.predict(values)};
    }

    @Override
    public double measured(double[] answer, double label) {
        return Math.abs(answer[0] - label);
    }

    @Override
    public void learn(float[] values, double label) {
        learner.learn(values, label);
    }

    @Override
    public double same(double[] recent) {
        return SAME * deviation(recent);
    }

    private static double deviation(double[] numbers) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < numbers.length; i++) { // Welford's sums
            double off = numbers[i] - mean;
            mean += off / (i + 1);
            squares += off * (numbers[i] - mean);
        }
        return Math.sqrt(squares / numbers.length);
    }

    @Override
    public String inWords(double measured) {
        return String.format(
                Locale.ROOT, "the latest were answered before with a mean absolute error of %.4g", measured);
    }

    @Override
    public TrainingWindow window(int features, float[] matrix, double[] labels) {
        float[] numbers = new float[labels.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) labels[i];
        }
        return TrainingWindow.ofNumbers(features, matrix, numbers);
    }

    @Override
    public byte[] file(int features, Map<String, String> metadata) {
        return LearnerGraph.build(learner, layout, features, metadata);
    }

    @Override
    public Kept learner() {
        return learner;
    }
}
