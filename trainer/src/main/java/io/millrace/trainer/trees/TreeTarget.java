package io.millrace.trainer.trees;

import io.millrace.models.onnx.Scale;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.candidates.Logits;
import io.millrace.trainer.candidates.QuantileLoss;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What trees are to answer: classes, or a number. */
interface TreeTarget {
    /** Sums that the trees make for each row. */
    int outputs();

    /** XGBoost's objective, and what belongs to it. Every sum begins at 0. */
    Map<String, Object> parameters();

    /** What XGBoost takes for the labels of the training part. */
    float[] labels();

    /** @param sums of each held-out row */
    Logits answers(float[][] sums);

    /** What the held-out part costs; boosting ends where it stops falling. */
    double heldOut(Logits answers);

    /** Log loss of classes. */
    record OfClasses(TrainingWindow.Split window, int classes) implements TreeTarget {
        @Override
        public int outputs() {
            return classes == 2 ? 1 : classes;
        }

        /** A half is the sigmoid of 0, and to a softmax the same number for each class is none. */
        @Override
        public Map<String, Object> parameters() {
            Map<String, Object> parameters = new TreeMap<>();
            parameters.put("objective", outputs() == 1 ? "binary:logistic" : "multi:softprob");
            if (outputs() > 1) {
                parameters.put("num_class", classes);
            }
            parameters.put("base_score", 0.5);
            return parameters;
        }

        @Override
        public float[] labels() {
            float[] labels = new float[window.training().rows()];
            for (int row = 0; row < labels.length; row++) {
                labels[row] = window.training().labels()[row];
            }
            return labels;
        }

        @Override
        public Logits answers(float[][] sums) {
            float[] logits = new float[sums.length * classes];
            for (int row = 0; row < sums.length; row++) {
                if (outputs() == 1) {
                    logits[2 * row] = -0.5f * sums[row][0];
                    logits[2 * row + 1] = 0.5f * sums[row][0];
                } else {
                    System.arraycopy(sums[row], 0, logits, row * classes, classes);
                }
            }
            return new Logits(logits, classes);
        }

        @Override
        public double heldOut(Logits answers) {
            return Evaluation.of(answers.probabilities(1), window.heldOut().labels(), classes)
                    .logLoss();
        }
    }

    /** Squared errors of a number, on its scale, or the loss of its quantile. */
    record OfNumber(TrainingWindow.Split window, Scale scale, Optional<Double> quantile) implements TreeTarget {
        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public Map<String, Object> parameters() {
            return quantile.<Map<String, Object>>map(share ->
                            Map.of("objective", "reg:quantileerror", "quantile_alpha", share, "base_score", 0.0))
                    .orElse(Map.of("objective", "reg:squarederror", "base_score", 0.0));
        }

        @Override
        public float[] labels() {
            float[] labels = window.training().numbers().clone();
            for (int row = 0; row < labels.length; row++) {
                labels[row] = scale.standardised(labels[row]);
            }
            return labels;
        }

        @Override
        public Logits answers(float[][] sums) {
            float[] numbers = new float[sums.length];
            for (int row = 0; row < numbers.length; row++) {
                numbers[row] = sums[row][0];
            }
            return new Logits(numbers, 1);
        }

        @Override
        public double heldOut(Logits answers) {
            float[] actual = window.heldOut().numbers();
            double sum = 0;
            for (int row = 0; row < actual.length; row++) {
                double error = answers.numbers()[row] - scale.standardised(actual[row]);
                sum += quantile.isPresent() ? QuantileLoss.of(quantile.get(), -error) : error * error;
            }
            return sum / actual.length;
        }
    }
}
