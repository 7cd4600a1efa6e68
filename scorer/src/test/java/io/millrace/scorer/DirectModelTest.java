package io.millrace.scorer;

import static io.millrace.scorer.Versions.probe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.models.artefact.OnnxDevice;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.Probe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectModelTest {
    private static final int MOST = 300;

    private final SoftmaxOnnx softmax =
            new SoftmaxOnnx(new float[][] {{0.5f, -0.25f}, {-1f, 0.75f}}, new float[] {0.1f, -0.2f});
    private final Matrices matrices = new Matrices();

    @TempDir
    private Path directory;

    @BeforeAll
    static void engineBeforeAnyEnvironment() {
        ScorerEngine.load();
    }

    @Test
    void shouldAnswerAsDjlDoesInBatchesOfAnySize() {
        Random random = new Random(7);
        matrices.fit(MOST, 2, 2);
        Matrices others = new Matrices();
        others.fit(MOST, 2, 2);
        try (ScoringModel direct = DirectModel.on(OnnxDevice.CPU).open(version(1), softmax.bytes());
                ScoringModel djl = DjlModel.in(directory, OnnxDevice.CPU).open(version(1), softmax.bytes())) {
            for (int rows : new int[] {1, 2, 17, 256, 3, MOST}) {
                for (int i = 0; i < 2 * rows; i++) {
                    matrices.vectors().put(i, (float) random.nextGaussian());
                }
                direct.scoreInto(matrices.vectors(), rows, matrices.probabilities());
                djl.scoreInto(matrices.vectors(), rows, others.probabilities());
                for (int i = 0; i < 2 * rows; i++) {
                    assertThat(matrices.probabilities().get(i))
                            .isCloseTo(others.probabilities().get(i), within(1e-6f));
                }
            }
        }
    }

    @Test
    void shouldAnswerValuesThatAreNoNumbersAsDjlDoes() {
        matrices.fit(2, 2, 2);
        Matrices others = new Matrices();
        others.fit(2, 2, 2);
        float[] odd = {Float.NaN, 1, Float.POSITIVE_INFINITY, -1};
        matrices.vectors().put(0, odd);
        try (ScoringModel direct = DirectModel.on(OnnxDevice.CPU).open(version(1), softmax.bytes());
                ScoringModel djl = DjlModel.in(directory, OnnxDevice.CPU).open(version(1), softmax.bytes())) {
            direct.scoreInto(matrices.vectors(), 2, matrices.probabilities());
            djl.scoreInto(matrices.vectors(), 2, others.probabilities());
        }
        for (int i = 0; i < 4; i++) {
            assertThat(Float.valueOf(matrices.probabilities().get(i)))
                    .isEqualTo(Float.valueOf(others.probabilities().get(i)));
        }
    }

    @Test
    void shouldRefuseAModelOfAnotherShape() {
        SoftmaxOnnx wide = new SoftmaxOnnx(new float[3][2], new float[2]);
        SoftmaxOnnx fine = new SoftmaxOnnx(new float[2][3], new float[3]);
        assertThatThrownBy(() -> DirectModel.on(OnnxDevice.CPU).open(version(1), wide.bytes()))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("takes 3 features and answers 2 classes, version 1 says 2 and 2");
        assertThatThrownBy(() -> DirectModel.on(OnnxDevice.CPU).open(version(1), fine.bytes()))
                .isInstanceOf(ModelRefused.class);
        assertThatThrownBy(() -> DirectModel.on(OnnxDevice.CPU).open(version(1), softmax.bytes("x", "probabilities")))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("one input, features; it has [x]");
    }

    @Test
    void shouldSayThatItIsClosedInsteadOfCrashing() {
        matrices.fit(1, 2, 2);
        ScoringModel model = DirectModel.on(OnnxDevice.CPU).open(version(1), softmax.bytes());
        model.close();
        model.close();
        assertThatThrownBy(() -> model.scoreInto(matrices.vectors(), 1, matrices.probabilities()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldLoseNothingAndRepeatNothingWhileModelsAreSwappedUnderLoad() throws Exception {
        int swaps = 200;
        AtomicInteger open = new AtomicInteger();
        LoopRig rig = new LoopRig();
        rig.started();
        Thread loader = new Thread(() -> {
            for (int version = 1; version <= swaps; version++) {
                rig.champions.champion(admitted(version, open));
            }
        });
        loader.start();
        int sent = 0;
        while (loader.isAlive() || sent < 1_000) {
            for (int i = 0; i < 7; i++) {
                rig.arrive(sent % 2, "r" + sent++, Loans.ENCODER, sent, -sent);
            }
            rig.turnAndCommit();
        }
        loader.join();
        rig.arrive(0, "last", Loans.ENCODER, 1, 2);
        rig.turnAndCommit();

        List<Prediction> predictions = rig.predictions();
        List<String> ids = new ArrayList<>();
        predictions.forEach(prediction -> ids.add(prediction.getId()));
        assertThat(ids).hasSize(sent + 1);
        assertThat(new HashSet<>(ids)).hasSize(sent + 1);
        assertThat(predictions).extracting(Prediction::getModelVersion).isSorted();
        assertThat(predictions.get(sent).getModelVersion()).isEqualTo(swaps);
        assertThat(open).hasValue(1);
        rig.loop.close();
        assertThat(open).hasValue(0);
    }

    private ServingModel admitted(int version, AtomicInteger open) {
        ModelAdmission admission = new ModelAdmission(
                List.of("A", "B"),
                LoopRig.MAX_BATCH,
                (announced, onnx) -> {
                    open.incrementAndGet();
                    return new CountedModel(DirectModel.on(OnnxDevice.CPU).open(announced, onnx), open);
                },
                ModelAdmission.PATIENCE);
        return admission.admit(version(version), softmax.bytes());
    }

    private ModelVersion version(int version) {
        List<Probe> probes = List.of(probe(new float[] {1, 2}, softmax.answer(1, 2)));
        return Versions.of(version, Loans.ENCODER, ModelStatus.CHAMPION, softmax.bytes(), probes);
    }
}
