package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.artefact.Probes;
import io.millrace.schemas.GateOutcome;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.OffsetRange;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.candidates.Contest;
import io.millrace.trainer.candidates.FakeFamily;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.candidates.TestVersions;
import io.millrace.trainer.candidates.Untrainable;
import io.millrace.trainer.windows.TrainingWindow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetrainingTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_234);

    private final FakeModels models = new FakeModels();

    @Test
    void shouldMakeACandidate() throws InterruptedException {
        Answer answer = answer(FakeExamples.atOnce(), new FakeFamily("fake", 0.75));

        ModelVersion version = answer.version().orElseThrow();
        assertThat(version.getVersion()).isEqualTo(1);
        assertThat(version.getStatus()).isEqualTo(ModelStatus.CANDIDATE);
        assertThat(version.getGate().getOutcome()).isEqualTo(GateOutcome.FIRST);
        assertThat(version.getCreatedAt()).isEqualTo(NOW);
        assertThat(version.getMetrics())
                .containsEntry("accuracy", 0.75)
                .containsEntry("error", 0.25)
                .containsEntry("heldOut", 4.0)
                .containsEntry("trained", 6.0)
                .containsKeys("logLoss", "logLoss.fake");
        assertThat(version.getPredictionShare()).isEqualTo(Map.of("A", 1.0, "B", 0.0));
        assertThat(answer.reference().orElseThrow().getVersion()).isEqualTo(1);
    }

    @Test
    void shouldWriteDownWhereAModelComesFrom() throws InterruptedException {
        ModelVersion version = answer(FakeExamples.atOnce(), new FakeFamily("fake", 0.75))
                .version()
                .orElseThrow();

        assertThat(version.getEncoderFingerprint()).isEqualTo("e1");
        assertThat(version.getLineage().getRequest()).isEqualTo("r-9");
        assertThat(version.getLineage().getCause()).isEqualTo("DRIFT");
        assertThat(version.getLineage().getEpisode()).isEqualTo("episode-1");
        assertThat(version.getLineage().getRanges()).containsExactly(new OffsetRange(0, 0L, 10L));
        assertThat(version.getLineage().getExamples()).isEqualTo(10);
        assertThat(version.getLineage().getSeed()).isEqualTo(42);
        assertThat(version.getLineage().getDevice()).isEqualTo("cpu");
    }

    @Test
    void shouldShipBytesThatAnswerTheProbes() throws InterruptedException {
        Answer answer = answer(FakeExamples.atOnce(), new FakeFamily("fake", 0.75));
        ModelVersion version = answer.version().orElseThrow();

        try (OnnxModel model =
                new OnnxModel(ModelBytes.assemble(version, answer.chunks()).toArray())) {
            Probes.check(version, model);
        }
    }

    @Test
    void shouldRejectWhatIsWorseThanTheChampion() throws InterruptedException {
        serve(6, 0.75);
        Answer answer = answer(FakeExamples.hundred(), new FakeFamily("fake", 0.25));

        assertThat(answer.reference()).isEmpty();
        assertThat(answer.chunks()).isEmpty();
        assertThat(answer.version().orElseThrow().getStatus()).isEqualTo(ModelStatus.REJECTED);
        assertThat(answer.version().orElseThrow().getStatusReason()).contains("is surely worse than champion 6's");
        assertThat(answer.version().orElseThrow().getChunks()).isZero();
    }

    @Test
    void shouldReplaceAChampionWhoseBytesAreLost() throws InterruptedException {
        serve(6, 0.75);
        models.loseBytes();

        assertThat(answer(FakeExamples.atOnce(), new FakeFamily("fake", 0.5)).outcome())
                .isEqualTo("candidate");
    }

    @Test
    void shouldRejectWhereThereIsNothingToLearn() throws InterruptedException {
        Answer answer = answer(FakeExamples.onlyOfA(), new FakeFamily("fake", 0.5));

        assertThat(answer.outcome()).isEqualTo("rejected");
        assertThat(answer.version().orElseThrow().getStatusReason())
                .isEqualTo("the training part of the window, 6 examples, shows 1 class; 2 are needed");
        assertThat(answer.version().orElseThrow().getLineage().getRequest()).isEqualTo("r-9");
    }

    @Test
    void shouldRejectWhereTrainingBreaks() throws InterruptedException {
        Answer answer = answer(FakeExamples.atOnce(), new BrokenFamily());

        assertThat(answer.version().orElseThrow().getStatus()).isEqualTo(ModelStatus.REJECTED);
        assertThat(answer.version().orElseThrow().getStatusReason()).isEqualTo("the engine broke");
    }

    @Test
    void shouldRejectAWindowThatIsTooLargeToBeRead() throws InterruptedException {
        serve(6, 0.75);
        Answer answer = answer(
                request -> {
                    throw new Untrainable("a window of 30 examples is too large");
                },
                new FakeFamily("fake", 0.5));

        ModelVersion version = answer.version().orElseThrow();
        assertThat(version.getVersion()).isEqualTo(7);
        assertThat(version.getStatus()).isEqualTo(ModelStatus.REJECTED);
        assertThat(version.getStatusReason()).isEqualTo("a window of 30 examples is too large");
        assertThat(version.getEncoderFingerprint()).isEqualTo("e1");
        assertThat(version.getLineage().getRanges()).isEmpty();
    }

    @Test
    void shouldAnswerARequestOnce() throws InterruptedException {
        serve(9, 0.5); // answered request-9
        Answer answer = retraining(FakeExamples.atOnce(), new FakeFamily("fake", 0.75))
                .answer(Requests.request("request-9", 0, 1, 10));

        assertThat(answer.outcome()).isEqualTo("answered-before");
        assertThat(answer.line()).isEqualTo("was answered before, by version 9");
        assertThat(answer.version()).isEmpty();
    }

    @Test
    void shouldMeasureOnTheTestPartWhateverTheGateSays() throws InterruptedException {
        serve(6, 0.75);
        Answer rejected = retraining(FakeExamples.hundred(), new FakeFamily("fake", 0.05), Requests.TESTED)
                .answer(Requests.request("r-9", 0, 1, 10));

        ModelVersion version = rejected.version().orElseThrow();
        assertThat(version.getStatus()).isEqualTo(ModelStatus.REJECTED);
        assertThat(version.getMetrics())
                .containsEntry("heldOut", 40.0)
                .containsEntry("test", 20.0)
                .containsEntry("testAccuracy", 0.25)
                .containsEntry("trained", 40.0)
                .containsKey("testLogLoss");
    }

    @Test
    void shouldSayWhatWasDoneToTheWindow() throws InterruptedException {
        ModelVersion plain = answer(FakeExamples.atOnce(), new FakeFamily("fake", 0.75))
                .version()
                .orElseThrow();
        assertThat(plain.getLineage().getParameters())
                .containsEntry("split", "time")
                .containsEntry("validationShare", "0.4")
                .containsEntry("moved", "0")
                .containsEntry("p", "0.75")
                .doesNotContainKey("augment");

        ModelVersion augmented = retraining(FakeExamples.atOnce(), new FakeFamily("fake", 0.75), Requests.AUGMENTED)
                .answer(Requests.request("r-9", 0, 1, 10))
                .version()
                .orElseThrow();
        assertThat(augmented.getMetrics())
                .containsEntry("made", 6.0)
                .containsEntry("trained", 12.0)
                .containsEntry("heldOut", 4.0);
        assertThat(augmented.getLineage().getParameters()).containsEntry("made.jitter", "6");
        assertThat(augmented.getLineage().getParameters().get("augment")).contains("jitter=0.1");
    }

    @Test
    void shouldRejectAWindowThatIsAboutOneEntityAndSayWhy() throws InterruptedException {
        Answer answer = answer(FakeExamples.aboutOne(), new FakeFamily("fake", 0.5));

        assertThat(answer.version().orElseThrow().getStatusReason())
                .isEqualTo("none of the window's 10 examples can be held out: they are about too few entities for"
                        + " training.split and training.validationShare");
    }

    @Test
    void shouldJudgeAModelThatWasMadeElsewhere() throws InterruptedException {
        serve(6, 0.25);
        Answer answer = imported(Requests.PIPELINE, 0.75);

        ModelVersion version = answer.version().orElseThrow();
        assertThat(version.getStatus()).isEqualTo(ModelStatus.CANDIDATE);
        assertThat(version.getFamily()).isEqualTo("imported");
        assertThat(version.getGate().getOutcome()).isEqualTo(GateOutcome.UNDECIDED);
        assertThat(version.getStatusReason()).contains("surely better than").endsWith("; it may have learnt from them");
        assertThat(version.getMetrics()).containsEntry("accuracy", 0.75).containsEntry("trained", 0.0);
        assertThat(version.getLineage().getParameters())
                .containsEntry("name", "theirs")
                .containsEntry("by", "ann");
        assertThat(answer.chunks()).extracting(ModelChunk::getVersion).containsExactly(version.getVersion());
    }

    @Test
    void shouldRejectAnImportedModelThatIsWorse() throws InterruptedException {
        serve(6, 0.75);
        Answer answer = imported(Requests.PIPELINE, 0.25);

        assertThat(answer.version().orElseThrow().getStatus()).isEqualTo(ModelStatus.REJECTED);
        assertThat(answer.chunks()).isEmpty();
    }

    @Test
    void shouldJudgeWhatWasLearntOnlineByWhatItSays() throws InterruptedException {
        serve(6, 0.25);
        ModelVersion version = learnt(0.75);
        assertThat(version.getFamily()).isEqualTo("online");
        assertThat(version.getGate().getOutcome()).isEqualTo(GateOutcome.BETTER);
    }

    @Test
    void shouldNotTurnAwayWhatIsLearntOnlineForWhatItDidNotKnowThen() throws InterruptedException {
        serve(6, 0.75);
        ModelVersion version = learnt(0.25);
        assertThat(version.getStatus()).isEqualTo(ModelStatus.CANDIDATE);
        assertThat(version.getGate().getOutcome()).isEqualTo(GateOutcome.UNDECIDED);
        assertThat(version.getStatusReason()).contains("surely worse than").endsWith("; it has learnt more since");
    }

    private ModelVersion learnt(double ofClassZero) throws InterruptedException {
        Problem problem = new Problem(VectorLayout.of(Requests.PIPELINE), List.of("A", "B"), "e1");
        ImportedModel model = models.upload(333, ModelBytes.of(new FakeFamily("fake", ofClassZero).onnx(problem)));
        model.put("family", "online");
        return retraining(FakeExamples.hundred(), new BrokenFamily())
                .answer(Requests.request("r-9", model))
                .version()
                .orElseThrow();
    }

    @Test
    void shouldNotTurnAwayWhatIsWorseThanAChampionThatHasLearntFromTheSameExamples() throws InterruptedException {
        Problem problem = new Problem(VectorLayout.of(Requests.PIPELINE), List.of("A", "B"), "e1");
        ModelBytes bytes = ModelBytes.of(new FakeFamily("fake", 0.75).onnx(problem));
        ModelVersion learner = TestVersions.champion(6, bytes, "e1");
        learner.put("family", "online");
        models.serve(learner, bytes);

        ModelVersion version = answer(FakeExamples.hundred(), new FakeFamily("fake", 0.25))
                .version()
                .orElseThrow();
        assertThat(version.getStatus()).isEqualTo(ModelStatus.CANDIDATE);
        assertThat(version.getGate().getOutcome()).isEqualTo(GateOutcome.UNDECIDED);
        assertThat(version.getStatusReason()).endsWith("; the champion has learnt from them");
    }

    @Test
    void shouldRejectAnImportedModelOfAnotherProblem() throws InterruptedException {
        Answer answer = imported(PipelineReader.parse("""
                        name: loans
                        task: binary-classification
                        label: {classes: [A, B]}
                        columns: [{name: age, type: numeric}, {name: debt, type: numeric}]
                        """, "loans.yaml"), 0.75);

        assertThat(answer.version().orElseThrow().getStatusReason())
                .isEqualTo("the model takes 2 features; the vectors of this pipeline have 1: age");
    }

    @Test
    void shouldRejectAnImportedModelWhoseBytesAreLost() throws InterruptedException {
        ImportedModel model = models.upload(333, ModelBytes.of(new byte[] {1}));
        models.loseBytes();
        Answer answer = retraining(FakeExamples.hundred(), new BrokenFamily()).answer(Requests.request("r-9", model));

        assertThat(answer.version().orElseThrow().getStatusReason()).isEqualTo("no bytes");
    }

    /** @param of pipeline that it was made for */
    private Answer imported(PipelineDefinition of, double ofClassZero) throws InterruptedException {
        Problem problem = new Problem(VectorLayout.of(of), List.of("A", "B"), "e1");
        ImportedModel model = models.upload(333, ModelBytes.of(new FakeFamily("fake", ofClassZero).onnx(problem)));
        return retraining(FakeExamples.hundred(), new BrokenFamily()).answer(Requests.request("r-9", model));
    }

    private record BrokenFamily() implements Family {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Trained train(TrainingWindow.Split window, Problem problem) {
            throw new IllegalStateException("the engine broke");
        }
    }

    private Answer answer(Examples examples, Family family) throws InterruptedException {
        return retraining(examples, family).answer(Requests.request("r-9", 0, 1, 10));
    }

    private Retraining retraining(Examples examples, Family family) {
        return retraining(examples, family, Requests.PIPELINE);
    }

    private Retraining retraining(Examples examples, Family family, PipelineDefinition pipeline) {
        return new Retraining(pipeline, models, examples, () -> new Contest(List.of(family)), InstantSource.fixed(NOW));
    }

    private void serve(long version, double ofClassZero) {
        Problem problem = new Problem(VectorLayout.of(Requests.PIPELINE), List.of("A", "B"), "e1");
        ModelBytes bytes = ModelBytes.of(new FakeFamily("fake", ofClassZero).onnx(problem));
        models.serve(TestVersions.champion(version, bytes, "e1"), bytes);
    }
}
