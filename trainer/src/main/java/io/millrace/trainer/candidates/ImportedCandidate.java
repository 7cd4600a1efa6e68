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

/**
 * A model that was made elsewhere, as a candidate: it is neither trained nor calibrated, and must keep the contract of every model, {@link OnnxModel}: the pipeline's vectors in,
 * with NaN where a value is missing, one probability per class out.
 */
public final class ImportedCandidate {
    /** What model versions call its family. */
    public static final String FAMILY = "imported";

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
            checkRows(answers, problem.classes().size());
            List<Probe> probes = Contest.probes(onnx, heldOut);
            probes.forEach(probe -> checkRow(probe.getOutput()));
            Candidate candidate = new Candidate(
                    FAMILY,
                    bytes,
                    Evaluation.of(answers, heldOut.labels(), problem.classes().size()),
                    probes,
                    0,
                    Map.of("name", model.getName(), "by", model.getBy()),
                    Map.of("onnxruntime", OrtEnvironment.getEnvironment().getVersion()),
                    "none");
            return new Contest.Ranking(
                    candidate,
                    Map.of(FAMILY, candidate.evaluation().logLoss()),
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
        if (onnx.classes() != problem.classes().size()) {
            throw new ModelRefused("the model answers %d probabilities; this pipeline has %d classes: %s"
                    .formatted(onnx.classes(), problem.classes().size(), String.join(", ", problem.classes())));
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
