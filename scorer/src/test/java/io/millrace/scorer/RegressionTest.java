package io.millrace.scorer;

import static io.millrace.scorer.Loans.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.models.artefact.ModelRefused;
import io.millrace.models.artefact.OnnxDevice;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.artefact.Probes;
import io.millrace.models.onnx.Dense;
import io.millrace.models.onnx.NetGraph;
import io.millrace.models.onnx.Preprocessing;
import io.millrace.models.onnx.Scale;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.Probe;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.VectorLayout;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that answer a number. */
class RegressionTest {
    private static final PipelineDefinition PRICES = PipelineReader.parse(
            "{name: prices, task: regression, label: {mean: 7.5}, columns: [{name: x, type: numeric}]}", "prices.yaml");

    @TempDir
    private Path directory;

    @BeforeAll
    static void engineBeforeAnyEnvironment() {
        ScorerEngine.load();
    }

    @Test
    void shouldWriteTheNumberAsText() {
        LoopRig rig = new LoopRig();
        rig.champions.champion(
                new ServingModel(new Identity(4, 0, ""), ENCODER, 2, List.of(), new FakeModel(2, 12.5f)));
        rig.started();
        rig.arrive(0, "r", ENCODER, 1, 2);

        rig.turnAndCommit();

        Prediction prediction = rig.predictions().get(0);
        assertThat(prediction.getLabel()).isEqualTo("12.5");
        assertThat(prediction.getConfidence()).isNaN();
        assertThat(prediction.getProbabilities()).isEmpty();
    }

    @Test
    void shouldPutAsideWhatIsAnsweredWithNoNumber() {
        LoopRig rig = new LoopRig();
        rig.champions.champion(new ServingModel(
                new Identity(4, 0, ""), ENCODER, 2, List.of(), new FakeModel(2, Float.POSITIVE_INFINITY)));
        rig.started();
        rig.arrive(0, "r", ENCODER, 1, 2);

        rig.turnAndCommit();

        assertThat(rig.predictions()).isEmpty();
        assertThat(rig.quarantined())
                .extracting(Rejected::getReason, Rejected::getMessage)
                .containsExactly(tuple("bad-output", "model version 4 answered with something that is no number"));
    }

    @Test
    void shouldAnswerTheMeanBeforeThereIsAModel() {
        FloatBuffer answers = FloatBuffer.allocate(2);
        ServingModel prior = ServingModel.prior(PRICES.label());

        prior.model().scoreInto(FloatBuffer.allocate(0), 2, answers);

        assertThat(prior.width()).isEqualTo(1);
        assertThat(answers.array()).containsExactly(7.5f, 7.5f);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldAdmitAModelThatAnswersAsItsTrainerSaw(boolean direct) {
        byte[] onnx = onnx();
        ModelOpener opener = direct ? DirectModel.on(OnnxDevice.CPU) : DjlModel.in(directory, OnnxDevice.CPU);
        ModelAdmission admission = new ModelAdmission(List.of(), 4, opener, ModelAdmission.PATIENCE);
        List<Probe> probes;
        try (OnnxModel model = new OnnxModel(onnx)) {
            probes = Probes.ask(model, new float[] {1, 2, -1, Float.NaN}, 2);
        }

        try (ServingModel served = admission.admit(version(onnx, probes), onnx)) {
            assertThat(served.classes()).isEmpty();
            assertThat(served.width()).isEqualTo(1);
        }
        Probe wrong = new Probe(
                probes.get(0).getInput(), List.of(probes.get(0).getOutput().get(0) + 1));
        assertThatExceptionOfType(ModelRefused.class)
                .isThrownBy(() -> admission.admit(version(onnx, List.of(wrong, probes.get(1))), onnx))
                .withMessageContaining("to probe 0");
    }

    @Test
    void shouldRefuseANumberWhereClassesAreWanted() {
        byte[] onnx = onnx();
        ModelAdmission admission =
                new ModelAdmission(List.of("A", "B"), 4, DirectModel.on(OnnxDevice.CPU), ModelAdmission.PATIENCE);

        assertThatExceptionOfType(ModelRefused.class)
                .isThrownBy(() -> admission.admit(version(onnx, List.of()), onnx))
                .withMessageContaining("the pipeline has [A, B]");
    }

    private static ModelVersion version(byte[] onnx, List<Probe> probes) {
        return Versions.of(4, ENCODER, ModelStatus.CHAMPION, onnx, List.of(), probes);
    }

    /** 1,000 + 50 (x + 2 y), both standardised. */
    private static byte[] onnx() {
        VectorLayout layout = new VectorLayout(List.of(new VectorLayout.Slot("x", 0), new VectorLayout.Slot("y", 0)));
        Preprocessing preprocessing = Preprocessing.fit(layout, new float[] {-1, -1, 1, 1, 0, 3}, 3);
        List<Dense> layers = List.of(new Dense(new float[] {1, 2}, new float[] {0}));
        return NetGraph.ofNumber(preprocessing, layers, new Scale(1_000, 50), Map.of());
    }
}
