package io.millrace.models.artefact;

import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Probe;
import java.util.ArrayList;
import java.util.List;

/** Input vectors with the answers the trainer saw: who loads the model must see the same, or not serve it. */
public final class Probes {
    /** Largest difference of a probability that two runtimes on two machines may show. */
    static final double TOLERANCE = 1e-4;

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
     * @throws ModelRefused where there is no probe, a shape is wrong, or an answer differs by more than 1e-4 or is not a number
     */
    public static void check(ModelVersion version, Classifier model) {
        List<Probe> probes = version.getProbes();
        if (probes.isEmpty()) {
            throw refused(version, "carries no probes to check it by");
        }
        float[] answers = model.probabilities(inputs(version), probes.size());
        int classes = version.getClasses().size();
        if (answers.length != probes.size() * classes) {
            throw refused(
                    version,
                    "answers %d numbers to %d probes of %d classes".formatted(answers.length, probes.size(), classes));
        }
        for (int probe = 0; probe < probes.size(); probe++) {
            compare(version, probe, answers);
        }
    }

    private static float[] inputs(ModelVersion version) {
        int features = version.getFeatures();
        int classes = version.getClasses().size();
        float[] matrix = new float[version.getProbes().size() * features];
        int next = 0;
        for (Probe probe : version.getProbes()) {
            if (probe.getInput().size() != features || probe.getOutput().size() != classes) {
                throw refused(
                        version,
                        "has a probe of %d values and %d answers, not %d and %d"
                                .formatted(
                                        probe.getInput().size(),
                                        probe.getOutput().size(),
                                        features,
                                        classes));
            }
            for (float value : probe.getInput()) {
                matrix[next++] = value;
            }
        }
        return matrix;
    }

    private static void compare(ModelVersion version, int probe, float[] answers) {
        List<Float> expected = version.getProbes().get(probe).getOutput();
        for (int i = 0; i < expected.size(); i++) {
            float answer = answers[probe * expected.size() + i];
            // written so that NaN on either side refuses too
            if (!(Math.abs((double) answer - expected.get(i)) <= TOLERANCE)) {
                throw refused(
                        version,
                        "answers %s instead of %s to probe %d, class %s"
                                .formatted(
                                        answer,
                                        expected.get(i),
                                        probe,
                                        version.getClasses().get(i)));
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
