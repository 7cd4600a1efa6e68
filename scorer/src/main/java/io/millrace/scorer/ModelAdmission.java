package io.millrace.scorer;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.models.artefact.Probes;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Probe;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a model in only if it takes and gives what its version says, answers its probes as its trainer saw it, and is warm, all in good
 * time. A model that takes too long is left to a thread of its own, because nothing can stop it, and is closed once it ends.
 */
final class ModelAdmission {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WARM_UP_CALLS = 3;

    private final List<String> classes;
    private final int maxBatch;
    private final ModelOpener opener;
    private final Duration patience;

    /**
     * @param classes the pipeline's; none where it predicts a number
     * @param maxBatch rows of the largest call
     * @param patience how long opening, probes and warm-up may take together
     */
    ModelAdmission(List<String> classes, int maxBatch, ModelOpener opener, Duration patience) {
        this.classes = classes;
        this.maxBatch = maxBatch;
        this.opener = opener;
        this.patience = patience;
    }

    /**
     * @throws ModelRefused where a check fails
     * @throws NotYet where the machine is at fault
     */
    ServingModel admit(ModelVersion version, byte[] onnx) {
        checkClasses(version);
        CompletableFuture<ServingModel> examined =
                CompletableFuture.supplyAsync(() -> examine(version, onnx), ModelAdmission::inThread);
        try {
            return examined.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            var unused = examined.thenAccept(ServingModel::close);
            throw new ModelRefused(
                    "model version %d was not loaded and warm within %d s"
                            .formatted(version.getVersion(), patience.toSeconds()),
                    e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotYet("interrupted", e);
        }
    }

    private static void inThread(Runnable work) {
        Thread thread = new Thread(work, "scorer-admission");
        thread.setDaemon(true);
        thread.start();
    }

    private ServingModel examine(ModelVersion version, byte[] onnx) {
        ScoringModel model = opener.open(version, onnx);
        try {
            Matrices matrices = new Matrices();
            Probes.check(version, (matrix, rows) -> answers(version, model, matrices, matrix, rows));
            warmUp(version, model, matrices);
            return ServingModel.of(version, model);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void checkClasses(ModelVersion version) {
        if (!new HashSet<>(version.getClasses()).equals(new HashSet<>(classes))
                || version.getClasses().size() != classes.size()) {
            throw new ModelRefused("model version %d answers the classes %s, the pipeline has %s"
                    .formatted(version.getVersion(), version.getClasses(), classes));
        }
    }

    private static float[] answers(
            ModelVersion version, ScoringModel model, Matrices matrices, float[] matrix, int rows) {
        int width = Probes.width(version);
        matrices.fit(rows, version.getFeatures(), width);
        matrices.vectors().put(0, matrix, 0, rows * version.getFeatures());
        model.scoreInto(matrices.vectors(), rows, matrices.probabilities());
        float[] answers = new float[rows * width];
        matrices.probabilities().get(0, answers);
        return answers;
    }

    /** The first calls of a session are slow; they are made here, off the loop's thread. */
    private void warmUp(ModelVersion version, ScoringModel model, Matrices matrices) {
        int features = version.getFeatures();
        int rows = Matrices.rows(maxBatch, features);
        matrices.fit(rows, features, Probes.width(version));
        List<Probe> probes = version.getProbes();
        for (int row = 0; row < rows; row++) {
            List<Float> input = probes.get(row % probes.size()).getInput();
            for (int i = 0; i < features; i++) {
                matrices.vectors().put(row * features + i, input.get(i));
            }
        }
        for (int call = 0; call < WARM_UP_CALLS; call++) {
            model.scoreInto(matrices.vectors(), rows, matrices.probabilities());
        }
    }
}
