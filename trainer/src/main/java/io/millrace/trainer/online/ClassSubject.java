package io.millrace.trainer.online;

import io.millrace.learners.AdaptiveForest;
import io.millrace.learners.AdaptiveTree;
import io.millrace.learners.Kept;
import io.millrace.learners.Layout;
import io.millrace.learners.Learner;
import io.millrace.learners.Portfolio;
import io.millrace.learners.Sgd;
import io.millrace.learners.Softmax;
import io.millrace.schemas.pipeline.Online;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Labels are classes. */
final class ClassSubject implements Subject {
    private static final double SAME = 1e-3;

    private final Layout layout;
    private final List<String> classes;
    private final Learner learner;

    ClassSubject(Layout layout, List<String> classes, Online.Kind kind, long seed) {
        this.layout = layout;
        this.classes = List.copyOf(classes);
        this.learner = switch (kind) {
            case PORTFOLIO -> new Portfolio(layout, seed);
            case FOREST -> new AdaptiveForest(layout, AdaptiveForest.standard(), seed);
            case TREE -> new AdaptiveTree(layout);
            case LINEAR -> new Softmax(layout, new Sgd(0.1));
        };
    }

    @Override
    public double label(String text) {
        int index = classes.indexOf(text);
        return index < 0 ? Double.NaN : index;
    }

    @Override
    public double[] answer(float[] values) {
        return learner.predict(values);
    }

    @Override
    public double measured(double[] probabilities, double label) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best == label ? 1 : 0;
    }

    @Override
    public void learn(float[] values, double label) {
        learner.learn(values, (int) label);
    }

    @Override
    public double same(double[] recent) {
        return SAME;
    }

    @Override
    public String inWords(double measured) {
        return String.format(Locale.ROOT, "%.4f of the latest were answered rightly before", measured);
    }

    @Override
    public TrainingWindow window(int features, float[] matrix, double[] labels) {
        return new TrainingWindow(
                features,
                matrix,
                Arrays.stream(labels).mapToInt(label -> (int) label).toArray());
    }

    @Override
    public byte[] file(int features, Map<String, String> metadata) {
        return LearnerGraph.build(learner, layout, features, classes.size(), metadata);
    }

    @Override
    public Kept learner() {
        return learner;
    }
}
