package io.millrace.trainer.online;

import io.millrace.learners.Layout;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline's examples have taught one after another. Each is answered before it is learnt, so that how it does is known from what it had not seen. The same
 * examples in the same order and the same seed give the same bytes, after a restart too. Of vectors that show earlier records it looks at their own. Not thread-safe.
 */
public final class OnlineLearner {
    private static final int RECENT = 200;
    /** Of the mean of what is measured: the latest 1,000 or so count. */
    private static final double FADING = 1e-3;

    private final Subject subject;
    private final Layout layout;
    private final int features;
    private final Deque<Row> recent = new ArrayDeque<>();
    private List<Answered> told = List.of();
    private double same;
    private double counted;
    private double measured;

    private record Row(float[] values, double label) {}

    /** What was answered when it was last told. */
    private record Answered(float[] values, double[] answer) {}

    private OnlineLearner(Subject subject, Layout layout, int features) {
        this.subject = subject;
        this.layout = layout;
        this.features = features;
    }

    /** One that knows nothing, as a pipeline's definition describes it. */
    public static OnlineLearner of(PipelineDefinition pipeline) {
        VectorLayout vectors = VectorLayout.of(pipeline);
        Layout layout = new Layout(
                vectors.ofOwn().slots().stream().map(VectorLayout.Slot::codes).toList());
        Training training = pipeline.training();
        Subject subject = pipeline.label().isNumber()
                ? new NumberSubject(layout, training.online(), training.seed())
                : new ClassSubject(
                        layout, pipeline.label().classes(), training.online().learner(), training.seed());
        return new OnlineLearner(subject, layout, vectors.length());
    }

    /** Whether an example is one that it can learn from. */
    public boolean takes(int length, String label) {
        return length == features && !Double.isNaN(subject.label(label));
    }

    /**
     * @param values as many as the pipeline's vectors have slots, NaN where missing; kept
     * @param label one of the classes, or a number
     */
    public void learn(float[] values, String label) {
        double known = subject.label(label);
        float[] own = own(values);
        double now = subject.measured(subject.answer(own), known);
        counted = counted * (1 - FADING) + 1;
        measured += (now - measured) / counted;
        subject.learn(own, known);
        if (recent.size() == RECENT) {
            recent.remove();
        }
        recent.add(new Row(values, known));
    }

    /**
     * Of the latest thousand examples or so, each answered before it was learnt: the share that was answered rightly, or of numbers the mean absolute error; NaN
     * before the first.
     */
    public double measured() {
        return counted == 0 ? Double.NaN : measured;
    }

    /** The same in words. */
    public String measuredInWords() {
        return subject.inWords(measured());
    }

    /** The latest examples, at most {@value #RECENT}; at least one must have been learnt since it was made or restored. */
    public TrainingWindow recent() {
        float[] matrix = new float[recent.size() * features];
        int row = 0;
        for (Row each : recent) {
            System.arraycopy(each.values(), 0, matrix, row++ * features, features);
        }
        return subject.window(features, matrix, recentLabels());
    }

    private float[] own(float[] values) {
        return layout.length() == features ? values : Arrays.copyOf(values, layout.length());
    }

    private double[] recentLabels() {
        return recent.stream().mapToDouble(Row::label).toArray();
    }

    /** What it would answer now, as a model; at least one example must have been learnt. */
    public ModelBytes model() {
        return ModelBytes.of(subject.file(features, Map.of("family", "online")));
    }

    /** From now on its answers are held against those of this moment. */
    public void tell() {
        same = subject.same(recentLabels());
        told = recent.stream()
                .map(row -> new Answered(row.values(), subject.answer(own(row.values()))))
                .toList();
    }

    /** Whether some answer, to what was recent then, is another than when it was last told. */
    public boolean answersOtherwise() {
        return told.isEmpty()
                || told.stream().anyMatch(then -> differ(then.answer(), subject.answer(own(then.values()))));
    }

    private boolean differ(double[] then, double[] now) {
        if (then.length != now.length) {
            return true;
        }
        for (int i = 0; i < now.length; i++) {
            if (Math.abs(then[i] - now[i]) > same) {
                return true;
            }
        }
        return false;
    }

    /** All that it knows. */
    public byte[] snapshot() {
        return subject.learner().snapshot();
    }

    /**
     * Knows what was known when the snapshot was taken.
     *
     * @throws io.millrace.learners.SnapshotRefused where it is that of another learner, or damaged; this one is of no use then
     */
    public void restore(byte[] snapshot) {
        subject.learner().restore(snapshot);
    }
}
