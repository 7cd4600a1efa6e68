package io.millrace.learners;

import io.millrace.statistics.metrics.Prequential;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * What a learner made of a stream, each example predicted before it was learned.
 *
 * @param metrics over the whole stream
 * @param logLoss mean of -ln of the probability that the right class got, at most 13.8 each
 * @param curve accuracy of each thousand examples
 * @param cpuSeconds of this thread, prediction and learning
 */
record TestThenTrain(Prequential metrics, double logLoss, List<Double> curve, double cpuSeconds) {
    private static final double LEAST_PROBABILITY = 1e-6;
    private static final int CURVE_STEP = 1000;

    static TestThenTrain run(Learner learner, PublicStream.Examples stream) {
        Prequential metrics = new Prequential(stream.classes());
        List<Double> curve = new ArrayList<>();
        double loss = 0;
        int right = 0;
        long started = cpuNanos();
        for (int i = 0; i < stream.values().size(); i++) {
            float[] values = stream.values().get(i);
            int label = stream.labels().get(i);
            double[] probabilities = learner.predict(values);
            int predicted = Math.max(0, ClassWeights.most(probabilities, probabilities.length));
            learner.learn(values, label);
            metrics.update(label, predicted);
            right += predicted == label ? 1 : 0;
            loss -= Math.log(
                    label < probabilities.length
                            ? Math.max(LEAST_PROBABILITY, probabilities[label])
                            : LEAST_PROBABILITY);
            if ((i + 1) % CURVE_STEP == 0) {
                curve.add((double) right / CURVE_STEP);
                right = 0;
            }
        }
        double seconds = (cpuNanos() - started) / 1e9;
        return new TestThenTrain(metrics, loss / stream.values().size(), curve, seconds);
    }

    double examplesPerSecond() {
        return metrics.count() / cpuSeconds;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
