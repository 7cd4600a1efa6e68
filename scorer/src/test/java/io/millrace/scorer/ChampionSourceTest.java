package io.millrace.scorer;

import static io.millrace.scorer.Loans.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.ModelRefused;
import io.millrace.runtime.Health;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChampionSourceTest {
    private final Loans loans = new Loans();
    private final FakeTopic models = new FakeTopic(Loans.TOPICS.models().name(), 1);
    private final FakeTopic chunks = new FakeTopic(Loans.TOPICS.modelChunks().name(), 1);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ScorerMeters meters = new ScorerMeters(registry);
    private final ScorerStatus status = new ScorerStatus();
    private final AtomicInteger secondsGone = new AtomicInteger();
    private final List<FakeModel> opened = new ArrayList<>();
    private final List<FakeTopic.Reader> readers = new ArrayList<>();
    private final ChampionSource source = source();

    @Test
    void shouldHaveTheChampionLoadedWhenItHasCaughtUp() {
        publish(1, ENCODER);
        publish(2, ENCODER);

        source.catchUp();

        assertThat(served()).containsExactly(2L);
    }

    @Test
    void shouldServeNothingBeforeAFirstChampion() {
        source.catchUp();

        assertThat(served()).isEmpty();
    }

    @Test
    void shouldBringEachNewChampionOnce() {
        source.catchUp();
        publish(1, ENCODER);
        source.step(Duration.ZERO);
        source.step(Duration.ZERO);
        assertThat(served()).containsExactly(1L);

        publish(2, ENCODER);
        source.step(Duration.ZERO);
        assertThat(served()).containsExactly(2L);
    }

    @Test
    void shouldGoBackToAVersionThatServedBefore() {
        publish(1, ENCODER);
        source.catchUp();
        publish(2, ENCODER);
        source.step(Duration.ZERO);

        announce(Topics.CHAMPION, version(1, ENCODER, ModelStatus.CHAMPION, onnx(1)));
        source.step(Duration.ZERO);

        assertThat(served()).containsExactly(1L, 2L, 1L);
    }

    @Test
    void shouldBringEachRevisionOfAChampionThatLearnsOn() {
        publish(1, ENCODER);
        source.catchUp();
        for (int revision = 1; revision <= 3; revision++) {
            revise(1, revision);
            source.step(Duration.ZERO);
        }

        assertThat(served()).containsExactly(1L, 1L, 1L, 1L);
        assertThat(opened).hasSize(4);
        assertThat(status.of(Health.ready()).reason()).isEqualTo("ready");
    }

    @Test
    void shouldWaitForTheRevisionThatHasTakenThePlaceOfTheOneAnnounced() {
        publish(1, ENCODER);
        source.catchUp();
        writeRevision(1, 3, onnx(13));
        announce(Topics.CHAMPION, revision(1, 1));
        source.step(Duration.ZERO);
        assertThat(served()).as("the one before goes on").containsExactly(1L);
        assertThat(registry.get("millrace.scorer.models.refused").counter().count())
                .isZero();

        announce(Topics.CHAMPION, revision(1, 3));
        source.step(Duration.ZERO);
        assertThat(served()).containsExactly(1L);
    }

    @Test
    void shouldTellTheEncoderOfTheChampionThatIsLoaded() {
        source.catchUp();
        assertThat(source.encoder()).isEmpty();

        publish(1, "encoder-0");
        source.step(Duration.ZERO);
        publish(2, ENCODER);
        source.step(Duration.ZERO);
        assertThat(source.encoder()).isEqualTo(ENCODER);

        announce(Topics.CHAMPION, version(1, "encoder-0", ModelStatus.CHAMPION, onnx(1)));
        source.step(Duration.ZERO);
        assertThat(source.encoder()).isEqualTo("encoder-0");

        announce(Topics.CHAMPION, version(3, "encoder-3", ModelStatus.CHAMPION, onnx(3)));
        source.step(Duration.ZERO);
        assertThat(source.encoder()).as("its bytes are not there").isEqualTo("encoder-0");
    }

    @Test
    void shouldWarmAModelUpBeforeItServes() {
        publish(1, ENCODER);
        source.catchUp();

        assertThat(opened.get(0).calls).startsWith(1).endsWith(4, 4, 4);
    }

    @Test
    void shouldRefuseChangedBytesAndGoOnWithTheOldModel() {
        publish(1, ENCODER);
        source.catchUp();
        assertThat(served()).containsExactly(1L);

        write(2, onnx(99));
        announce(Topics.CHAMPION, version(2, ENCODER, ModelStatus.CHAMPION, onnx(2)));
        source.step(Duration.ZERO);
        source.step(Duration.ZERO);

        assertThat(served()).isEmpty();
        assertThat(opened.get(0).closed).isFalse();
        assertThat(registry.get("millrace.scorer.models.refused").counter().count())
                .isEqualTo(1);
        assertThat(status.of(Health.ready()).isReady()).isTrue();
        assertThat(status.of(Health.ready()).reason())
                .contains("model version 2 is refused")
                .contains("SHA-256");
    }

    @Test
    void shouldForgetTheTroubleWhenALaterChampionServes() {
        write(1, onnx(99));
        announce(Topics.CHAMPION, version(1, ENCODER, ModelStatus.CHAMPION, onnx(1)));
        source.catchUp();
        publish(2, ENCODER);
        source.step(Duration.ZERO);

        assertThat(status.of(Health.ready()).reason()).isEqualTo("ready");
    }

    @Test
    void shouldRefuseOtherClassesThanThePipelines() {
        write(1, onnx(1));
        ModelVersion other = ModelVersion.newBuilder(version(1, ENCODER, ModelStatus.CHAMPION, onnx(1)))
                .setClasses(List.of("A", "C"))
                .build();
        announce(Topics.CHAMPION, other);
        source.catchUp();

        assertThat(served()).isEmpty();
        assertThat(status.of(Health.ready()).reason()).contains("answers the classes [A, C], the pipeline has [A, B]");
    }

    @Test
    void shouldCloseAModelThatFailsItsProbes() {
        write(1, onnx(1));
        ModelVersion lying = ModelVersion.newBuilder(version(1, ENCODER, ModelStatus.CHAMPION, onnx(1)))
                .setProbes(List.of(Versions.probe(new float[] {1, 2}, new float[] {0.5f, 0.5f})))
                .build();
        announce(Topics.CHAMPION, lying);
        source.catchUp();

        assertThat(served()).isEmpty();
        assertThat(opened).allMatch(model -> model.closed);
    }

    @Test
    void shouldWaitAtStartForChunksThatBecomeVisibleLater() {
        announce(Topics.CHAMPION, version(1, ENCODER, ModelStatus.CHAMPION, onnx(1)));
        ChampionSource late = source(() -> write(1, onnx(1)));

        late.catchUp();

        assertThat(late.next()).map(ServingModel::version).contains(1L);
    }

    @Test
    void shouldStartWithAnEarlierChampionWhereTheLastCannotBeLoaded() {
        publish(1, ENCODER);
        write(2, onnx(99));
        announce(Topics.CHAMPION, version(2, ENCODER, ModelStatus.CHAMPION, onnx(2)));

        source.catchUp();

        assertThat(served()).containsExactly(1L);
        assertThat(status.of(Health.ready()).reason()).contains("model version 2 is refused");
    }

    @Test
    void shouldFindTheNewestChampionOfAnEncoderThatIsAskedFor() {
        publish(1, "encoder-0");
        publish(2, "encoder-0");
        announce("3", version(3, "encoder-0", ModelStatus.REJECTED, onnx(3)));
        publish(4, ENCODER);
        source.catchUp();
        assertThat(served()).containsExactly(4L);

        source.want("encoder-0");
        source.want("never-seen");
        source.step(Duration.ZERO);
        source.step(Duration.ZERO);

        assertThat(served()).containsExactly(2L);
    }

    @Test
    void shouldBringTheFirstChampionOfAnEncoderThatWasAskedForInVain() {
        publish(1, ENCODER);
        source.catchUp();
        assertThat(served()).containsExactly(1L);

        source.want("encoder-2");
        source.step(Duration.ZERO);
        assertThat(served()).isEmpty();
        assertThat(status.of(Health.ready()).reason()).isEqualTo("ready");

        publish(2, "encoder-2");
        source.step(Duration.ZERO);
        assertThat(served()).containsExactly(2L);
    }

    @Test
    void shouldPassOverRecordsThatAreNoModelVersion() {
        models.append("7", new byte[] {1, 2, 3});
        models.append("6", null);
        publish(1, ENCODER);
        source.catchUp();

        assertThat(served()).containsExactly(1L);
    }

    @Test
    void shouldCloseModelsThatNobodyTook() {
        publish(1, ENCODER);
        source.catchUp();
        source.close();

        assertThat(opened).hasSize(1).allMatch(model -> model.closed);
    }

    @Test
    void shouldReadTheBytesOfAllModelsByOneConsumer() {
        publish(1, ENCODER);
        publish(2, ENCODER);
        source.catchUp();
        publish(3, ENCODER);
        source.step(Duration.ZERO);
        assertThat(served()).containsExactly(2L, 3L);
        assertThat(readers).hasSize(1).noneMatch(FakeTopic.Reader::closed);

        source.close();
        assertThat(readers).allMatch(FakeTopic.Reader::closed);
    }

    private ChampionSource source() {
        return source(() -> {});
    }

    /** @param onSecondLook happens while the source waits for missing chunks */
    private ChampionSource source(Runnable onSecondLook) {
        return new ChampionSource(
                new ModelCatalogue(models.reader(), Loans.TOPICS.models().name(), loans.serde(Loans.TOPICS.models())),
                new ModelChunks(
                        this::chunksReader, Loans.TOPICS.modelChunks().name(), loans.serde(Loans.TOPICS.modelChunks())),
                new ModelAdmission(List.of("A", "B"), 4, this::open, ModelAdmission.PATIENCE),
                meters,
                status,
                () -> {
                    if (secondsGone.incrementAndGet() == 2) {
                        onSecondLook.run();
                    }
                    return Instant.ofEpochSecond(secondsGone.get());
                });
    }

    private FakeTopic.Reader chunksReader() {
        FakeTopic.Reader reader = chunks.reader();
        readers.add(reader);
        return reader;
    }

    /** The fake ONNX format: one byte, which says how it answers. */
    private ScoringModel open(ModelVersion version, byte[] onnx) {
        if (onnx.length != 1) {
            throw new ModelRefused("not of the fake format");
        }
        FakeModel model = new FakeModel(2, answer(onnx[0]));
        opened.add(model);
        return model;
    }

    /** What the trainer writes when a version becomes champion. */
    private void publish(int version, String encoder) {
        write(version, onnx(version));
        announce(Integer.toString(version), version(version, encoder, ModelStatus.CHAMPION, onnx(version)));
        announce(Topics.CHAMPION, version(version, encoder, ModelStatus.CHAMPION, onnx(version)));
    }

    private void revise(int version, int revision) {
        writeRevision(version, revision, onnx(10 + revision));
        announce(Topics.CHAMPION, revision(version, revision));
    }

    private void writeRevision(int version, int revision, byte[] onnx) {
        for (ModelChunk chunk : ModelBytes.of(onnx).split(version)) {
            chunks.append(
                    ModelBytes.chunkKey(version, revision, chunk.getIndex()),
                    loans.bytes(Loans.TOPICS.modelChunks(), chunk));
        }
    }

    private static ModelVersion revision(int version, int revision) {
        return ModelVersion.newBuilder(version(version, ENCODER, ModelStatus.CHAMPION, onnx(10 + revision)))
                .setRevision(revision)
                .build();
    }

    private void announce(String key, ModelVersion version) {
        models.append(key, loans.bytes(Loans.TOPICS.models(), version));
    }

    private void write(int version, byte[] onnx) {
        for (ModelChunk chunk : ModelBytes.of(onnx).split(version)) {
            chunks.append(
                    ModelBytes.chunkKey(version, chunk.getIndex()), loans.bytes(Loans.TOPICS.modelChunks(), chunk));
        }
    }

    private List<Long> served() {
        List<Long> versions = new ArrayList<>();
        for (var next = source.next(); next.isPresent(); next = source.next()) {
            versions.add(next.get().version());
        }
        return versions;
    }

    private static ModelVersion version(int version, String encoder, ModelStatus status, byte[] onnx) {
        return Versions.of(
                version, encoder, status, onnx, List.of(Versions.probe(new float[] {1, 2}, answer(onnx[0]))));
    }

    private static byte[] onnx(int content) {
        return new byte[] {(byte) content};
    }

    private static float[] answer(byte content) {
        return new float[] {content / 100f, 1 - content / 100f};
    }
}
