package io.millrace.benchmarks.train;

import io.millrace.benchmarks.score.Machines;
import io.millrace.schemas.Example;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Machines of which it is known whether they failed: by four of their numbers, two of them multiplied, and their site; one label in ten is wrong. There
 * are two concepts, of which the other says the contrary for machines of a high load.
 */
final class LabelledMachines {
    private static final int LOAD = 8;
    private static final int SITE = 20;
    private static final int SOUTH = 3;
    private static final int NOISE = 10;

    private final Machines machines;

    /** @param firstMillis time of machine 0; each comes a millisecond after the one before */
    LabelledMachines(long firstMillis) {
        this.machines = new Machines(firstMillis);
    }

    VectorLayout layout() {
        return machines.layout();
    }

    String fingerprint() {
        return machines.fingerprint();
    }

    long timestamp(long number) {
        return machines.timestamp(number);
    }

    FeatureVector vector(long number) {
        return machines.vector(number);
    }

    /** @param other whether the other concept says what fails */
    Example example(long number, List<String> classes, boolean other) {
        FeatureVector vector = machines.vector(number);
        return Example.newBuilder()
                .setId(vector.getId())
                .setEncoderFingerprint(vector.getEncoderFingerprint())
                .setEventTime(vector.getEventTime())
                .setValues(vector.getValues())
                .setLabel(classes.get(label(number, vector.getValues(), other)))
                .setLabelDelayMillis(0)
                .build();
    }

    /** The first so many, in memory. */
    TrainingWindow window(int rows) {
        int width = layout().length();
        float[] matrix = new float[rows * width];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            List<Float> values = machines.vector(row).getValues();
            for (int slot = 0; slot < width; slot++) {
                matrix[row * width + slot] = values.get(slot);
            }
            labels[row] = label(row, values, false);
        }
        return new TrainingWindow(width, matrix, labels);
    }

    private static int label(long number, List<Float> values, boolean other) {
        double evidence = 2 * known(values, 0) * known(values, 1)
                + known(values, 2)
                - 0.5 * known(values, LOAD)
                + (known(values, SITE) == SOUTH ? 0.4 : 0);
        boolean fails = evidence > 0 != (other && known(values, LOAD) > 0);
        boolean wrong = new SplittableRandom(~number).nextInt(NOISE) == 0;
        return fails != wrong ? 1 : 0;
    }

    /** Of a missing value nothing follows. */
    private static double known(List<Float> values, int slot) {
        float value = values.get(slot);
        return Float.isNaN(value) ? 0 : value;
    }
}
