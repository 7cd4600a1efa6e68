package io.millrace.benchmarks.learners;

import io.millrace.learners.Layout;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Examples with a number to predict, in memory.
 *
 * @param name to show
 * @param targets one for each vector
 */
public record NumberStream(String name, Layout layout, List<float[]> vectors, List<Double> targets) {
    private static final int HOURS = 24;
    private static final int WEATHERS = 4;

    public NumberStream {
        if (vectors.isEmpty() || vectors.size() != targets.size()) {
            throw new IllegalArgumentException(
                    "needs as many targets as vectors, and one: " + vectors.size() + ", " + targets.size());
        }
    }

    /** Demand by the hour: two peaks on five days of seven, one on the others, warmth and weather, growth over the stream, and noise. */
    public static NumberStream made(int examples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> vectors = new ArrayList<>(examples);
        List<Double> targets = new ArrayList<>(examples);
        for (int i = 0; i < examples; i++) {
            int hour = i % HOURS;
            int day = i / HOURS % 7;
            int weather = random.nextInt(WEATHERS);
            double warmth = 15 + 10 * Math.sin(2 * Math.PI * i / HOURS / 365) + 3 * random.nextDouble();
            double peaks = day < 5 ? peak(hour, 8) + peak(hour, 17) : peak(hour, 13);
            double level = (100 + 100.0 * i / examples) * (warmth / 25) * (weather == 0 ? 0.4 : 1);
            vectors.add(new float[] {hour, day, 1 + weather, (float) warmth, (float) random.nextDouble()});
            targets.add(level * (0.2 + peaks) + 10 * random.nextDouble());
        }
        return new NumberStream("made", new Layout(List.of(0, 0, 1 + WEATHERS, 0, 0)), vectors, targets);
    }

    private static double peak(int hour, int at) {
        return Math.exp(-(hour - at) * (hour - at) / 8.0);
    }

    /** The rows of a file that a pipeline accepts, encoded as it says. */
    public static NumberStream of(PipelineDefinition pipeline, Path file) {
        List<float[]> vectors = new ArrayList<>();
        List<Double> targets = new ArrayList<>();
        Layout layout = FileRows.read(pipeline, file, (vector, label) -> {
            vectors.add(vector);
            targets.add(Double.valueOf(label));
        });
        return new NumberStream(pipeline.name(), layout, vectors, targets);
    }
}
