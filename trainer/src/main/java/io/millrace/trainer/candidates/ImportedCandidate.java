package io.millrace.trainer.candidates;

import ai.onnxruntime.OrtEnvironment;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.ModelRefused;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.Probe;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that was made elsewhere, or by the online learner, as a candidate: it is neither trained nor calibrated, and must keep the contract of every model, {@link OnnxModel}: the pipeline's vectors in,
 * with NaN where a value is missing, one probability per class out, or one number.
 */
public final class ImportedCandidate {
    /** What model versions call the family of one that was made elsewhere. */
    public static final String FAMILY = "imported";

    /** The same of what the online learner has learnt. */
    public static final String ONLINE = "online";

    /** How far the probabilities of a row may be from 1 together. */
    private static final double ROUNDING = 1e-3;

    private ImportedCandidate() {}

    /**
     * How it does on the held-out part of a window, and on its test part.
     *
     * @throws Untrainable where nothing is held out, or the model does not keep the contract
     */
    public static Contest.Ranking rank(
            ImportedModel model, ModelBytes bytes, TrainingWindow.Split window, Problem problem) {
        Contest.checkHeldOut(window);
        TrainingWindow heldOut = window.heldOut();
        try (OnnxModel onnx = new OnnxModel(bytes.toArray())) {
            checkShape(onnx, problem);
            float[] answers = onnx.probabilities(heldOut.matrix(), heldOut.rows());
            List<Probe> probes = Contest.probes(onnx, heldOut);
            if (problem.isNumber()) {
                checkNumbers(answers, probes);
            } else {
                checkRows(answers, problem.classes().size());
                probes.forEach(probe -> checkRow(probe.getOutput()));
            }
            Candidate candidate = new Candidate(
                    model.getFamily(),
                    bytes,
                    problem.measure(answers, heldOut),
                    probes,
                    0,
                    Map.of("name", model.getName(), "by", model.getBy()),
                    Map.of("onnxruntime", OrtEnvironment.getEnvironment().getVersion()),
                    "none",
                    Optional.empty());
            return new Contest.Ranking(
                    candidate,
                    Map.of(candidate.family(), candidate.evaluation().loss()),
                    Contest.test(candidate, window.test(), problem));
        } catch (ModelRefused e) {
            throw new Untrainable(e.getMessage());
        }
    }

    /** @throws ModelRefused where a model takes other vectors or knows another number of classes */
    public static void checkShape(OnnxModel onnx, Problem problem) {
        int features = problem.layout().length();
        if (onnx.features() != features) {
            throw new ModelRefused("the model takes %d features; the vectors of this pipeline have %d: %s"
                    .formatted(
                            onnx.features(),
                            features,
                            String.join(
                                    ", ",
                                    problem.layout().slots().stream()
                                            .map(slot -> slot.name())
                                            .toList())));
        }
        if (!problem.isAnsweredBy(onnx)) {
            throw new ModelRefused("the model answers %s; this pipeline has %s"
                    .formatted(
                            onnx.classes() == 0 ? "a number" : onnx.classes() + " probabilities",
                            problem.isNumber()
                                    ? "numbers for labels"
                                    : problem.classes().size() + " classes: " + String.join(", ", problem.classes())));
        }
    }

    private static void checkNumbers(float[] answers, List<Probe> probes) {
        for (float answer : answers) {
            checkNumber(answer);
        }
        probes.forEach(probe -> checkNumber(probe.getOutput().get(0)));
    }

    private static void checkNumber(float answer) {
        if (!Float.isFinite(answer)) {
            throw new ModelRefused("the model answers " + answer + ": let it impute missing values, which are NaN");
        }
    }

    private static void checkRows(float[] answers, int classes) {
        Float[] row = new Float[classes];
        for (int from = 0; from < answers.length; from += classes) {
            for (int i = 0; i < classes; i++) {
                row[i] = answers[from + i];
            }
            checkRow(List.of(row));
        }
    }

    private static void checkRow(List<Float> probabilities) {
        double sum = 0;
        for (float probability : probabilities) {
            if (!(probability >= 0 && probability <= 1 + ROUNDING)) { // written so that NaN is refused too
                throw notProbabilities(probabilities);
            }
            sum += probability;
        }
        if (Math.abs(sum - 1) > ROUNDING) {
            throw notProbabilities(probabilities);
        }
    }

    private static ModelRefused notProbabilities(List<Float> answers) {
        return new ModelRefused(
                ("the model answers %s, which are no probabilities of classes: end it with a softmax, and let it"
                                + " impute missing values, which are NaN")
                        .formatted(answers));
    }
}
