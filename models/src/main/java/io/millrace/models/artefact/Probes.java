package io.millrace.models.artefact;

import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Probe;
import java.util.ArrayList;
import java.util.List;

/** Input vectors with the answers the trainer saw: who loads the model must see the same, or not serve it. */
public final class Probes {
    /** Largest difference of a probability that two runtimes on two machines may show; of a number, in spans of the probes' answers. */
    static final double TOLERANCE = 1e-4;

    /** Some roundings of a float, as a share of it. */
    private static final double ROUNDING = 1e-6;

    private Probes() {}

    /** Probes of a model for each row of a matrix. */
    public static List<Probe> ask(Classifier model, float[] matrix, int rows) {
        float[] answers = model.probabilities(matrix, rows);
        List<Probe> probes = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            probes.add(new Probe(row(matrix, rows, row), row(answers, rows, row)));
        }
        return probes;
    }

    /**
     * Asks a loaded model the probes of its version, all in one matrix.
     *
     * @throws ModelRefused where there is no probe, a shape is wrong, or an answer differs by more than 1e-4 (of a number: of the span of
     *     the probes' answers) or is not a number
     */
    public static void check(ModelVersion version, Classifier model) {
        List<Probe> probes = version.getProbes();
        if (probes.isEmpty()) {
            throw refused(version, "carries no probes to check it by");
        }
        float[] answers = model.probabilities(inputs(version), probes.size());
        int width = width(version);
        if (answers.length != probes.size() * width) {
            throw refused(
                    version,
                    "answers %d numbers to %d probes of %d classes"
                            .formatted(
                                    answers.length,
                                    probes.size(),
                                    version.getClasses().size()));
        }
        double tolerance = version.getClasses().isEmpty() ? ofNumbers(probes) : TOLERANCE;
        for (int probe = 0; probe < probes.size(); probe++) {
            compare(version, probe, answers, tolerance);
        }
    }

    /** How many numbers a version answers to a vector: a probability for each class, or the number itself. */
    public static int width(ModelVersion version) {
        return Math.max(1, version.getClasses().size());
    }

    private static double ofNumbers(List<Probe> probes) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Probe probe : probes) {
            least = Math.min(least, probe.getOutput().get(0));
            most = Math.max(most, probe.getOutput().get(0));
        }
        return TOLERANCE * (most - least) + ROUNDING * Math.max(Math.abs(least), Math.abs(most));
    }

    private static float[] inputs(ModelVersion version) {
        int features = version.getFeatures();
        int width = width(version);
        float[] matrix = new float[version.getProbes().size() * features];
        int next = 0;
        for (Probe probe : version.getProbes()) {
            if (probe.getInput().size() != features || probe.getOutput().size() != width) {
                throw refused(
                        version,
                        "has a probe of %d values and %d answers, not %d and %d"
                                .formatted(
                                        probe.getInput().size(),
                                        probe.getOutput().size(),
                                        features,
                                        width));
            }
            for (float value : probe.getInput()) {
                matrix[next++] = value;
            }
        }
        return matrix;
    }

    private static void compare(ModelVersion version, int probe, float[] answers, double tolerance) {
        List<Float> expected = version.getProbes().get(probe).getOutput();
        for (int i = 0; i < expected.size(); i++) {
            float answer = answers[probe * expected.size() + i];
            // written so that NaN on either side refuses too
            if (!(Math.abs((double) answer - expected.get(i)) <= tolerance)) {
                String what = version.getClasses().isEmpty()
                        ? ""
                        : ", class " + version.getClasses().get(i);
                throw refused(
                        version,
                        "answers %s instead of %s to probe %d%s".formatted(answer, expected.get(i), probe, what));
            }
        }
    }

    private static List<Float> row(float[] matrix, int rows, int row) {
        int width = matrix.length / rows;
        List<Float> values = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            values.add(matrix[row * width + i]);
        }
        return values;
    }

    private static ModelRefused refused(ModelVersion version, String why) {
        return new ModelRefused("model version " + version.getVersion() + " " + why);
    }
}
