package io.millrace.trainer.online;

import io.millrace.learners.AdaptiveForest;
import io.millrace.learners.AdaptiveTree;
import io.millrace.learners.Layout;
import io.millrace.learners.Learner;
import io.millrace.learners.Portfolio;
import io.millrace.learners.Sgd;
import io.millrace.learners.Softmax;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline's examples have taught one after another. Each is answered before it is learnt, so that how it does is known from what it had not seen. The same
 * examples in the same order and the same seed give the same bytes, after a restart too. Not thread-safe.
 */
public final class OnlineLearner {
    private static final int RECENT = 200;
    /** A probability that moves by less is the same to whoever asks. */
    private static final double SAME = 1e-3;
    /** Of the mean of what is right: the latest 1,000 or so count. */
    private static final double FADING = 1e-3;

    private final Learner learner;
    private final Layout layout;
    private final List<String> classes;
    private final Deque<Row> recent = new ArrayDeque<>();
    private List<Answered> told = List.of();
    private double right = Double.NaN;

    private record Row(float[] values, int label) {}

    /** What was answered when it was last told. */
    private record Answered(float[] values, double[] probabilities) {}

    OnlineLearner(Learner learner, Layout layout, List<String> classes) {
        this.learner = learner;
        this.layout = layout;
        this.classes = List.copyOf(classes);
    }

    /** One that knows nothing, as a pipeline's definition describes it. */
    public static OnlineLearner of(PipelineDefinition pipeline) {
        Layout layout = new Layout(VectorLayout.of(pipeline).slots().stream()
                .map(VectorLayout.Slot::codes)
                .toList());
        long seed = pipeline.training().seed();
        Learner learner = switch (pipeline.training().online().learner()) {
            case PORTFOLIO -> new Portfolio(layout, seed);
            case FOREST -> new AdaptiveForest(layout, AdaptiveForest.standard(), seed);
            case TREE -> new AdaptiveTree(layout);
            case LINEAR -> new Softmax(layout, new Sgd(0.1));
        };
        return new OnlineLearner(learner, layout, pipeline.label().classes());
    }

    /** Whether an example is one that it can learn from. */
    public boolean takes(int length, String label) {
        return length == layout.length() && classes.contains(label);
    }

    /**
     * @param values as many as the layout has slots, NaN where missing; kept
     * @param label one of the classes
     */
    public void learn(float[] values, String label) {
        int index = classes.indexOf(label);
        double hit = likeliest(learner.predict(values)) == index ? 1 : 0;
        right = Double.isNaN(right) ? hit : right + FADING * (hit - right);
        learner.learn(values, index);
        if (recent.size() == RECENT) {
            recent.remove();
        }
        recent.add(new Row(values, index));
    }

    private static int likeliest(double[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }

    /** Share of the latest thousand examples or so, each answered before it was learnt, that were answered rightly; NaN before the first. */
    public double accuracy() {
        return right;
    }

    /** The latest examples, at most {@value #RECENT}; at least one must have been learnt since it was made or restored. */
    public TrainingWindow recent() {
        float[] matrix = new float[recent.size() * layout.length()];
        int[] labels = new int[recent.size()];
        int row = 0;
        for (Row each : recent) {
            System.arraycopy(each.values(), 0, matrix, row * layout.length(), layout.length());
            labels[row++] = each.label();
        }
        return new TrainingWindow(layout.length(), matrix, labels);
    }

    /** What it would answer now, as a model; at least one example must have been learnt. */
    public ModelBytes model() {
        return ModelBytes.of(LearnerGraph.build(learner, layout, classes.size(), Map.of("family", "online")));
    }

    /** From now on its answers are held against those of this moment. */
    public void tell() {
        told = recent.stream()
                .map(row -> new Answered(row.values(), learner.predict(row.values())))
                .toList();
    }

    /** Whether some answer, to what was recent then, is another than when it was last told. */
    public boolean answersOtherwise() {
        return told.isEmpty()
                || told.stream().anyMatch(then -> differ(then.probabilities(), learner.predict(then.values())));
    }

    private static boolean differ(double[] then, double[] now) {
        if (then.length != now.length) {
            return true;
        }
        for (int i = 0; i < now.length; i++) {
            if (Math.abs(then[i] - now[i]) > SAME) {
                return true;
            }
        }
        return false;
    }

    /** All that it knows. */
    public byte[] snapshot() {
        return learner.snapshot();
    }

    /**
     * Knows what was known when the snapshot was taken.
     *
     * @throws io.millrace.learners.SnapshotRefused where it is that of another learner, or damaged; this one is of no use then
     */
    public void restore(byte[] snapshot) {
        learner.restore(snapshot);
    }
}
