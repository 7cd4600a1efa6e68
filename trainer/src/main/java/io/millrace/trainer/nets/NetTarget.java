package io.millrace.trainer.nets;

import ai.djl.ndarray.NDArray;
import ai.djl.training.loss.Loss;
import io.millrace.models.onnx.Scale;
import io.millrace.schemas.pipeline.Nets;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.candidates.Logits;
import io.millrace.trainer.windows.TrainingWindow;

/** What a net is to answer: classes, or a number. */
interface NetTarget {
    /** Units of the last layer. */
    int outputs();

    /** What training lowers. */
    Loss loss();

    /** The labels of the training part, on the net's device. */
    NDArray labels(DjlNet net);

    /** What the held-out part costs; training ends where it stops falling. */
    double heldOut(Logits answers);

    /** Log loss of classes. */
    record OfClasses(TrainingWindow.Split window, int outputs, Nets choices) implements NetTarget {
        @Override
        public Loss loss() {
            return Losses.of(choices, window.training().labels(), outputs);
        }

        @Override
        public NDArray labels(DjlNet net) {
            return net.resident(window.training().labels());
        }

        @Override
        public double heldOut(Logits answers) {
            return Evaluation.of(answers.probabilities(1), window.heldOut().labels(), outputs)
                    .logLoss();
        }
    }

    /** Errors of a number, on its scale. */
    record OfNumber(TrainingWindow.Split window, Scale scale, NumberLoss loss) implements NetTarget {
        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public NDArray labels(DjlNet net) {
            float[] labels = window.training().numbers().clone();
            for (int row = 0; row < labels.length; row++) {
                labels[row] = scale.standardised(labels[row]);
            }
            return net.resident(labels);
        }

        @Override
        public double heldOut(Logits answers) {
            float[] actual = window.heldOut().numbers();
            double sum = 0;
            for (int row = 0; row < actual.length; row++) {
                sum += loss.of(answers.numbers()[row] - scale.standardised(actual[row]));
            }
            return sum / actual.length;
        }
    }
}
