package io.millrace.scorer;

import static io.millrace.scorer.Versions.probe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.millrace.models.artefact.ModelRefused;
import io.millrace.models.artefact.OnnxDevice;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Probe;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DjlModelTest {
    private static final float[][] WEIGHTS = {{0.5f, -0.25f}, {-1f, 0.75f}};

    private final SoftmaxOnnx softmax = new SoftmaxOnnx(WEIGHTS, new float[] {0.1f, -0.2f});

    @TempDir
    private Path directory;

    @BeforeAll
    static void engineBeforeAnyEnvironment() {
        ScorerEngine.load();
    }

    @Test
    void shouldAnswerAsTheFormulaInBatchesOfAnySize() {
        Random random = new Random(7);
        Matrices matrices = new Matrices();
        matrices.fit(256, 2, 2);
        try (ScoringModel model = open(softmax.bytes())) {
            for (int rows : new int[] {1, 2, 17, 256, 3}) {
                FloatBuffer vectors = matrices.vectors();
                for (int i = 0; i < 2 * rows; i++) {
                    vectors.put(i, (float) random.nextGaussian());
                }
                model.scoreInto(vectors, rows, matrices.probabilities());
                for (int row = 0; row < rows; row++) {
                    float[] expected = softmax.answer(vectors.get(2 * row), vectors.get(2 * row + 1));
                    assertThat(matrices.probabilities().get(2 * row)).isCloseTo(expected[0], within(1e-6f));
                    assertThat(matrices.probabilities().get(2 * row + 1)).isCloseTo(expected[1], within(1e-6f));
                }
            }
        }
    }

    @Test
    void shouldRefuseBytesThatAreNoModel() {
        assertThatThrownBy(() -> open(new byte[] {1, 2, 3}))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("not a model ONNX Runtime can run");
    }

    @Test
    void shouldRefuseAnotherInputName() {
        assertThatThrownBy(() -> open(softmax.bytes("x", "probabilities")))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("one input, features; it has [x]");
    }

    @Test
    void shouldRefuseAnotherOutputName() {
        assertThatThrownBy(() -> admission(1).admit(version(softmax), softmax.bytes("features", "y")))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("one output, probabilities; it has y");
    }

    @Test
    void shouldRefuseAnotherNumberOfFeaturesOrClasses() {
        SoftmaxOnnx wide = new SoftmaxOnnx(new float[3][2], new float[2]);
        SoftmaxOnnx fine = new SoftmaxOnnx(new float[2][3], new float[3]);
        assertThatThrownBy(() -> admission(4).admit(version(softmax), wide.bytes()))
                .isInstanceOf(ModelRefused.class);
        assertThatThrownBy(() -> admission(4).admit(version(softmax), fine.bytes()))
                .isInstanceOf(ModelRefused.class);
    }

    @Test
    void shouldRefuseAModelThatAnswersItsProbesDifferently() {
        SoftmaxOnnx other = new SoftmaxOnnx(WEIGHTS, new float[] {0.2f, -0.2f});
        assertThatThrownBy(() -> admission(4).admit(version(softmax), other.bytes()))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("to probe 0");
    }

    @Test
    void shouldLeaveNothingOpenAndNoFilesOverTwoHundredSwaps() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ModelOpener real = DjlModel.in(directory, OnnxDevice.CPU);
        ModelAdmission admission = new ModelAdmission(
                List.of("A", "B"),
                4,
                (version, onnx) -> {
                    most.accumulateAndGet(open.incrementAndGet(), Math::max);
                    return new CountedModel(real.open(version, onnx), open);
                },
                ModelAdmission.PATIENCE);
        Matrices matrices = new Matrices();
        matrices.fit(1, 2, 2);

        try (Lineup lineup = new Lineup(ServingModel.prior(Loans.PIPELINE.label()))) {
            for (int swap = 0; swap < 200; swap++) {
                ServingModel model = admission.admit(version(softmax), softmax.bytes());
                lineup.adopt(model);
                model.model().scoreInto(matrices.vectors(), 1, matrices.probabilities());
            }
            assertThat(open).hasValue(1);
        }

        assertThat(open).hasValue(0);
        assertThat(most).hasValue(2);
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void shouldRefuseAModelThatTakesTooLongAndCloseItOnceItEnds() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        FakeModel model = new FakeModel(2, 0.5f, 0.5f) {
            @Override
            public void scoreInto(FloatBuffer vectors, int rows, FloatBuffer probabilities) {
                try {
                    stuck.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void close() {
                ended.countDown();
            }
        };
        ModelAdmission admission =
                new ModelAdmission(List.of("A", "B"), 4, (version, onnx) -> model, Duration.ofMillis(20));

        assertThatThrownBy(() -> admission.admit(version(softmax), softmax.bytes()))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("was not loaded and warm within");
        stuck.countDown();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldRefuseAGraphThatReadsFilesOfTheHost() throws Exception {
        byte[] evil = ModelProto.parseFrom(softmax.bytes()).toBuilder()
                .setGraph(ModelProto.parseFrom(softmax.bytes()).getGraph().toBuilder()
                        .addInitializer(TensorProto.newBuilder()
                                .setName("x")
                                .setDataLocation(TensorProto.DataLocation.EXTERNAL)))
                .build()
                .toByteArray();
        assertThatThrownBy(() -> open(evil))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("lies in another file");
    }

    @Test
    void shouldCallADirectoryThatCannotBeWrittenAFaultOfTheMachine() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        ModelOpener opener = DjlModel.in(file.resolve("models"), OnnxDevice.CPU);
        assertThatThrownBy(() -> opener.open(version(softmax), softmax.bytes())).isInstanceOf(NotYet.class);
    }

    private ScoringModel open(byte[] onnx) {
        return DjlModel.in(directory, OnnxDevice.CPU).open(version(softmax), onnx);
    }

    private ModelAdmission admission(int maxBatch) {
        return new ModelAdmission(
                List.of("A", "B"), maxBatch, DjlModel.in(directory, OnnxDevice.CPU), ModelAdmission.PATIENCE);
    }

    private static ModelVersion version(SoftmaxOnnx model) {
        List<Probe> probes = List.of(
                probe(new float[] {1, 2}, model.answer(1, 2)), probe(new float[] {-3, 0.5f}, model.answer(-3, 0.5f)));
        return Versions.of(1, Loans.ENCODER, ModelStatus.CHAMPION, model.bytes(), probes);
    }
}
