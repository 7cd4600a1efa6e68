package io.millrace.benchmarks.learners;

import io.millrace.learners.Layout;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Examples in memory, so that nothing but learning is measured.
 *
 * @param name to show
 * @param labels index of the class of each vector
 */
public record LabelledStream(String name, Layout layout, List<float[]> vectors, List<Integer> labels) {
    private static final int CODES = 6;

    public LabelledStream {
        if (vectors.isEmpty() || vectors.size() != labels.size()) {
            throw new IllegalArgumentException(
                    "needs as many labels as vectors, and one: " + vectors.size() + ", " + labels.size());
        }
    }

    /**
     * Two classes told apart by three of six numbers and one of two categories, which change their meaning each quarter of the stream; a tenth of
     * the labels is noise, a fiftieth of the values is missing.
     */
    public static LabelledStream made(int examples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> vectors = new ArrayList<>(examples);
        List<Integer> labels = new ArrayList<>(examples);
        for (int i = 0; i < examples; i++) {
            float[] vector = new float[8];
            for (int slot = 0; slot < vector.length; slot++) {
                vector[slot] = slot < 6 ? (float) random.nextDouble() : 1 + random.nextInt(CODES - 1);
            }
            int turn = (int) (4L * i / examples);
            boolean label = vector[turn % 3] + vector[1 + turn % 3] > (vector[6] > 3 ? 1.2 : 0.8);
            labels.add(label != (random.nextInt(10) == 0) ? 1 : 0);
            if (random.nextInt(50) == 0) {
                vector[random.nextInt(vector.length)] = Float.NaN;
            }
            vectors.add(vector);
        }
        return new LabelledStream("made", new Layout(List.of(0, 0, 0, 0, 0, 0, CODES, CODES)), vectors, labels);
    }

    /** The rows of a file that a pipeline accepts, encoded as it says. */
    public static LabelledStream of(PipelineDefinition pipeline, Path file) {
        List<float[]> vectors = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        Layout layout = FileRows.read(pipeline, file, (vector, label) -> {
            vectors.add(vector);
            labels.add(pipeline.label().classes().indexOf(label));
        });
        return new LabelledStream(pipeline.name(), layout, vectors, labels);
    }
}
