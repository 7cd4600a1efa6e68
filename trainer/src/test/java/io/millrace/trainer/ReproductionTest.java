package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.Example;
import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.OffsetRange;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.trainer.candidates.Incumbent;
import io.millrace.trainer.trees.TreeFamily;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.WindowBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReproductionTest {
    private static final PipelineDefinition NOW = pipeline("epochs: 3, seed: 7");

    static {
        // Avro copies records of classes that it was told to trust
        new AvroSerde<>(ModelVersion.class, null).close();
    }

    private final List<Example> examples = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"softmax", "mlp", "xgboost"})
    void shouldGiveTheSameBytesWhateverTheDefinitionSaysNow(String family) {
        needsItsLibrary(family);
        ModelVersion version = train("candidates: [%s], epochs: 5, device: cpu".formatted(family));

        Reproduction.Outcome again = new Reproduction(version, NOW).train(window());

        assertThat(version.getFamily()).isEqualTo(family);
        assertThat(again.differences()).isEmpty();
        assertThat(again.identical()).isTrue();
        assertThat(again.bytes().sha256()).isEqualTo(version.getSha256());
    }

    @Test
    void shouldGiveTheSameBytesOfANetThatReadsSequences() {
        String earlier = "source: {entity: who}\nhistory: {sequence: 3}\n";
        PipelineDefinition then = pipeline("candidates: [lstm], epochs: 4, device: cpu", earlier);
        ModelVersion version = train(300, then, x -> List.of(x, -x, 1f, x / 2, 2f));

        Reproduction.Outcome again =
                new Reproduction(version, pipeline("epochs: 3, nets: {lstm: 5}", earlier)).train(window(300, 5));

        assertThat(version.getFamily()).isEqualTo("lstm");
        assertThat(again.differences()).isEmpty();
        assertThat(again.identical()).isTrue();
    }

    @Test
    void shouldTrainAgainTheBestOfSeveralFamiliesAlone() {
        ModelVersion version = train("candidates: [softmax, mlp], epochs: 5, augment: {jitter: 0.1}, device: cpu");

        assertThat(new Reproduction(version, NOW).train(window()).identical()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"softmax", "mlp"})
    void shouldBeginAgainFromTheVersionItBeganFrom(String family) {
        Random random = new Random(3);
        PipelineDefinition warm =
                pipeline("candidates: [%s], epochs: 5, device: cpu, warmStart: {enabled: true}".formatted(family));
        try (OfflineTrainer trainer = new OfflineTrainer(warm)) {
            add(trainer, random, 300);
            ModelVersion first =
                    trainer.answer(Requests.request("r-1", 0, 1, 300), 300).get(0);
            add(trainer, random, 300);
            ModelVersion second = trainer.answer(Requests.request("r-2", 0, 1, 300), 600).stream()
                    .filter(version -> version.getVersion() == 2)
                    .findFirst()
                    .orElseThrow();
            Reproduction reproduction = new Reproduction(second, NOW);
            Incumbent before = new Incumbent(first, Optional.of(trainer.bytes(first)));
            List<OffsetRange> pieces =
                    Replay.pieces(second.getLineage().getParameters().get("replay"));

            Reproduction.Outcome again = reproduction.train(window(), older(pieces), Optional.of(before));

            assertThat(first.getLineage().getParameters())
                    .containsEntry("warmStart", "from scratch: there was no champion")
                    .containsEntry("replayed", "0");
            assertThat(second.getLineage().getParameters())
                    .containsEntry("warmStart", "from version 1")
                    .containsEntry("replayed", "30");
            assertThat(second.getMetrics()).containsEntry("trained", 270.0);
            assertThat(reproduction.beganFrom()).hasValue(1);
            assertThat(new Reproduction(first, NOW).beganFrom()).isEmpty();
            assertThat(again.differences()).isEmpty();
            assertThat(again.identical()).isTrue();
        }
    }

    private Replay older(List<OffsetRange> pieces) {
        WindowBuilder rows = new WindowBuilder(100, 1, List.of("A", "B"));
        for (OffsetRange piece : pieces) {
            for (long at = piece.getFrom(); at < piece.getTo(); at++) {
                rows.add(0, at, at, examples.get((int) at));
            }
        }
        return new Replay(Optional.of(rows.build().window()), pieces);
    }

    private void add(OfflineTrainer trainer, Random random, int rows) {
        add(trainer, random, rows, List::of);
    }

    private void add(OfflineTrainer trainer, Random random, int rows, Function<Float, List<Float>> vector) {
        for (int i = 0; i < rows; i++) {
            float x = (float) random.nextGaussian();
            String label = x + random.nextGaussian() > 0 ? "A" : "B";
            Example example = new Example("id" + x, "e1", Instant.EPOCH, vector.apply(x), label, 0L, null, null);
            trainer.add(example, examples.size());
            examples.add(example);
        }
    }

    @Test
    void shouldCalibrateAgain() {
        ModelVersion version = train(
                4_500,
                "candidates: [softmax], epochs: 3, device: cpu, window: 4500, validationShare: 0.5, calibration: isotonic");

        Reproduction.Outcome again = new Reproduction(version, NOW).train(window(4_500, 1));

        assertThat(version.getLineage().getParameters())
                .containsEntry("calibration", "isotonic")
                .containsEntry("calibrationRows", "1125")
                .containsKey("isotonic.1");
        assertThat(again.differences()).isEmpty();
        assertThat(again.identical()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "xgboost"})
    void shouldTrainAgainByWhatASearchFound(String family) {
        needsItsLibrary(family);
        ModelVersion version = train(
                "candidates: [%s], epochs: 3, device: cpu, search: {strategy: random, trials: 3}".formatted(family));

        Reproduction.Outcome again = new Reproduction(version, NOW).train(window());

        assertThat(version.getMetrics()).containsEntry("searchTrials", 3.0).containsKeys("searchLoss");
        assertThat(version.getLineage().getParameters().get("search")).startsWith("random, the best of 3 trials: ");
        assertThat(again.differences()).isEmpty();
        assertThat(again.identical()).isTrue();
    }

    @Test
    void shouldTrainAgainByTheStateThatASearchFound() {
        String earlier = "source: {entity: who}\nhistory: {sequence: 3}\n";
        PipelineDefinition then = pipeline(
                "candidates: [lstm], epochs: 2, device: cpu, nets: {lstm: 1}, search: {strategy: grid, learningRate: [], hidden: [], nets: {dropout: [], lstm: [6, 9]}}",
                earlier);
        ModelVersion version = train(300, then, x -> List.of(x, -x, 1f, x / 2, 2f));

        Reproduction.Outcome again =
                new Reproduction(version, pipeline("epochs: 3, nets: {lstm: 5}", earlier)).train(window(300, 5));

        assertThat(version.getLineage().getParameters().get("search")).startsWith("grid, the best of 3 trials: lstm ");
        assertThat(version.getLineage().getParameters().get("lstm")).isIn("6", "9");
        assertThat(again.differences()).isEmpty();
        assertThat(again.identical()).isTrue();
    }

    @Test
    void shouldSayInWhatItDiffers() {
        ModelVersion version = train("candidates: [softmax], epochs: 5, device: cpu");
        version = with(
                version,
                Lineage.newBuilder(version.getLineage())
                        .setLibraries(Map.of("pytorch", "1.0"))
                        .setCode("0.0.1")
                        .setTraining("")
                        .build());

        Reproduction.Outcome again = new Reproduction(version, NOW).train(window());

        assertThat(again.identical()).isFalse();
        assertThat(again.differences())
                .contains("settings: those of that time were not kept; the definition's of now were taken")
                .contains("code: 0.0.1 then, unpackaged now")
                .anyMatch(line -> line.startsWith("pytorch: 1.0 then, "))
                .contains("epochs: 5 then, 3 now");
    }

    @ParameterizedTest
    @CsvSource({"imported, made elsewhere", "online, learnt online"})
    void shouldRefuseWhatIsTrainedOnNoWindow(String family, String why) {
        ModelVersion version = train("candidates: [softmax], epochs: 1, device: cpu");

        assertThatThrownBy(() -> new Reproduction(
                        ModelVersion.newBuilder(version).setFamily(family).build(), NOW))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("version 1 was " + why);
    }

    @Test
    void shouldRefuseWhatWasNeverTrainedOrIsOfOtherClasses() {
        ModelVersion version = train("candidates: [softmax], epochs: 1, device: cpu");

        assertThatThrownBy(() -> new Reproduction(
                        ModelVersion.newBuilder(version).setSha256("").build(), NOW))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("version 1 was never trained");
        assertThatThrownBy(() -> new Reproduction(
                        ModelVersion.newBuilder(version)
                                .setClasses(List.of("A", "B", "C"))
                                .build(),
                        NOW))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("for other columns or classes");
    }

    /** A machine may lack OpenMP; that of CI may not. */
    private static void needsItsLibrary(String family) {
        if (family.equals("xgboost")) {
            assumeThat(Boolean.getBoolean("millrace.ci") ? Optional.empty() : TreeFamily.missing())
                    .as("XGBoost cannot be loaded here: skipped")
                    .isEmpty();
        }
    }

    private ModelVersion train(String training) {
        return train(300, training);
    }

    private ModelVersion train(int rows, String training) {
        return train(rows, pipeline(training), List::of);
    }

    private ModelVersion train(int rows, PipelineDefinition pipeline, Function<Float, List<Float>> vector) {
        Random random = new Random(3);
        try (OfflineTrainer trainer = new OfflineTrainer(pipeline)) {
            add(trainer, random, rows + 100, vector);
            return trainer.answer(Requests.request("r-1", 0, 1, rows), rows + 100)
                    .get(0);
        }
    }

    /** What lies on the topic. */
    private ResolvedWindow window() {
        return window(300, 1);
    }

    private ResolvedWindow window(int rows, int features) {
        WindowBuilder window = new WindowBuilder(rows, features, List.of("A", "B"));
        for (int i = 0; i < examples.size(); i++) {
            window.add(0, i, i, examples.get(i));
        }
        return window.build();
    }

    private static ModelVersion with(ModelVersion version, Lineage lineage) {
        return ModelVersion.newBuilder(version).setLineage(lineage).build();
    }

    private static PipelineDefinition pipeline(String training) {
        return pipeline(training, "");
    }

    private static PipelineDefinition pipeline(String training, String more) {
        return PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [A, B]}
                columns: [{name: age, type: numeric}]
                training: {%s}
                %s
                """.formatted(training, more), "loans.yaml");
    }
}
