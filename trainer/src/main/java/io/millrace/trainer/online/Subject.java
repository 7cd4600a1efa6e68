package io.millrace.trainer.online;

import io.millrace.learners.Kept;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.Map;

/** What labels are, and who learns them. */
interface Subject {
    /** A label as the learner takes it: the index of its class, or the number that it is; NaN where it is neither. */
    double label(String text);

    /** What it would answer: the probability of each class, or one number. */
    double[] answer(float[] values);

    /** How good an answer is: 1 or 0 for a class that is right or wrong, for a number how far it is off. */
    double measured(double[] answer, double label);

    /** Learns what it has just been asked for. */
    void learn(float[] values, double label);

    /** How far an answer may move, to be the same to whoever asks. */
    double same(double[] recent);

    /** What the mean of what was measured lately says. */
    String inWords(double measured);

    TrainingWindow window(int features, float[] matrix, double[] labels);

    /**
     * An ONNX file of what it would answer now.
     *
     * @param features length of the vectors it is asked, whose first slots are those of the layout
     */
    byte[] file(int features, Map<String, String> metadata);

    Kept learner();
}
