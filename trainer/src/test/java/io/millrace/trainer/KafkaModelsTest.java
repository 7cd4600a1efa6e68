package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.ModelRefused;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.topics.Topics;
import io.millrace.trainer.candidates.TestVersions;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaModelsTest {
    private final Topics topics = Topics.of(Requests.PIPELINE);
    private final FakeTopic<ModelVersion> versions =
            new FakeTopic<>(topics.models().name(), 1);
    private final FakeTopic<ModelChunk> chunks =
            new FakeTopic<>(topics.modelChunks().name(), 1);
    private final FakeTopic<ModelReference> references =
            new FakeTopic<>(topics.modelReferences().name(), 1);
    private final KafkaModels models = new KafkaModels(topics, versions::reader, chunks::reader, references::reader);
    private final ModelBytes bytes = ModelBytes.of(new byte[600_000]);

    @Test
    void shouldKnowTheLatestReferenceOfAVersion() {
        assertThat(models.reference(3)).isEmpty();

        references.append(0, 0, "3", reference(3, 100));
        references.append(0, 0, "3", reference(3, 200));
        references.append(0, 0, Topics.CHAMPION, reference(2, 300));

        assertThat(models.reference(3)).contains(reference(3, 200));
    }

    private static ModelReference reference(long version, int window) {
        return new ModelReference(version, "e1", window, 0.01, List.of(), null);
    }

    @Test
    void shouldStartWithVersionOneAndNoChampion() {
        assertThat(models.ledger().nextVersion()).isEqualTo(1);
        assertThat(models.ledger().champion()).isEmpty();
    }

    @Test
    void shouldReadTheLatestOfEachKey() {
        append("1", version(1));
        append(Topics.CHAMPION, version(1));
        append("2", version(2));
        append(Topics.CHAMPION, version(2));

        Ledger ledger = models.ledger();
        assertThat(ledger.nextVersion()).isEqualTo(3);
        assertThat(ledger.champion()).contains(version(2));
        assertThat(ledger.answerTo("request-1")).contains(version(1));
        assertThat(ledger.answerTo("request-3")).isEmpty();
    }

    @Test
    void shouldPassOverADeletedVersion() {
        append("1", version(1));
        append("1", null);

        assertThat(models.ledger().nextVersion()).isEqualTo(1);
    }

    @Test
    void shouldPutBytesTogether() {
        bytes.split(1).forEach(chunk -> chunks.append(0, 0, "1/" + chunk.getIndex(), chunk));
        ModelBytes.of(new byte[] {7}).split(2).forEach(chunk -> chunks.append(0, 0, "2/0", chunk));

        assertThat(models.bytes(version(1)).sha256()).isEqualTo(bytes.sha256());
        assertThatThrownBy(() -> models.bytes(version(3))).isInstanceOf(ModelRefused.class);
    }

    @Test
    void shouldPutTheBytesOfARevisionTogether() {
        ModelBytes revised = ModelBytes.of(new byte[] {8});
        bytes.split(1).forEach(chunk -> chunks.append(0, 0, "1/" + chunk.getIndex(), chunk));
        revised.split(1).forEach(chunk -> chunks.append(0, 0, ModelBytes.chunkKey(1, 3, 0), chunk));
        ModelVersion third = TestVersions.champion(1, revised, "e1");
        third.put("revision", 3);

        assertThat(models.bytes(third).sha256()).isEqualTo(revised.sha256());
        assertThat(models.bytes(version(1)).sha256()).isEqualTo(bytes.sha256());

        ModelBytes later = ModelBytes.of(new byte[] {9});
        later.split(1).forEach(chunk -> chunks.append(0, 0, ModelBytes.chunkKey(1, 5, 0), chunk));
        ModelVersion fifth = TestVersions.champion(1, later, "e1");
        fifth.put("revision", 5);
        assertThat(models.bytes(fifth).sha256()).isEqualTo(later.sha256());
        assertThatThrownBy(() -> models.bytes(third)).as("its place is taken").isInstanceOf(ModelRefused.class);
    }

    private void append(String key, ModelVersion version) {
        versions.append(0, 0, key, version);
    }

    private ModelVersion version(long number) {
        return TestVersions.champion(number, bytes, "e1");
    }
}
