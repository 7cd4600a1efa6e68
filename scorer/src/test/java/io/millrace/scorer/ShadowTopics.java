package io.millrace.scorer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The topics on which shadows come, models that answer A with 0.7. */
final class ShadowTopics {
    static final float[] ANSWER = {0.7f, 0.3f};

    final List<FakeModel> opened = new ArrayList<>();
    /** The next shadow to be opened. */
    Supplier<FakeModel> made = () -> new FakeModel(2, ANSWER);

    final FakeTopic.Reader reader;
    final ModelCatalogue catalogue;
    private final Loans loans;
    private final FakeTopic models = new FakeTopic(Loans.TOPICS.models().name(), 1);
    private final FakeTopic chunks = new FakeTopic(Loans.TOPICS.modelChunks().name(), 1);

    ShadowTopics(Loans loans) {
        this.loans = loans;
        this.reader = models.reader();
        this.catalogue = new ModelCatalogue(reader, Loans.TOPICS.models().name(), loans.serde(Loans.TOPICS.models()));
    }

    ModelChunks chunks() {
        return new ModelChunks(
                chunks::reader, Loans.TOPICS.modelChunks().name(), loans.serde(Loans.TOPICS.modelChunks()));
    }

    ModelAdmission admission() {
        return new ModelAdmission(List.of("A", "B"), LoopRig.MAX_BATCH, this::open, ModelAdmission.PATIENCE);
    }

    /** What the trainer writes of a version of the encoder. */
    void publish(int version, ModelStatus status) {
        write(version, 0);
        announce(version, 0, status);
    }

    /** The bytes of a revision, in the place they have on the topic. */
    void write(int version, int revision) {
        for (ModelChunk chunk : ModelBytes.of(onnx(version, revision)).split(version)) {
            chunks.append(
                    ModelBytes.chunkKey(version, revision, chunk.getIndex()),
                    loans.bytes(Loans.TOPICS.modelChunks(), chunk));
        }
    }

    void announce(int version, int revision, ModelStatus status) {
        ModelVersion announced = ModelVersion.newBuilder(Versions.of(
                        version,
                        Loans.ENCODER,
                        status,
                        onnx(version, revision),
                        List.of(Versions.probe(new float[] {1, 2}, ANSWER))))
                .setRevision(revision)
                .build();
        models.append(Integer.toString(version), loans.bytes(Loans.TOPICS.models(), announced));
    }

    private static byte[] onnx(int version, int revision) {
        return new byte[] {(byte) version, (byte) revision};
    }

    private ScoringModel open(ModelVersion version, byte[] onnx) {
        FakeModel model = made.get();
        opened.add(model);
        return model;
    }
}
