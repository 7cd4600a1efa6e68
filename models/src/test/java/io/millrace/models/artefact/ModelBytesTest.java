package io.millrace.models.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelBytesTest {
    private final byte[] large = random(2 * ModelBytes.CHUNK_BYTES + 17);
    private final ModelBytes bytes = ModelBytes.of(large);
    private final ModelVersion version = Versions.of(7, bytes, List.of());

    @Test
    void shouldHashAsTheStandardSays() {
        assertThat(ModelBytes.of("abc".getBytes(StandardCharsets.UTF_8)).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void shouldComeBackFromChunksInAnyOrderAmongOthers() {
        List<ModelChunk> chunks = new ArrayList<>(bytes.split(7));
        chunks.addAll(ModelBytes.of(random(10)).split(6));
        Collections.reverse(chunks);

        assertThat(bytes.split(7)).hasSize(3);
        assertThat(ModelBytes.assemble(version, chunks).toArray()).isEqualTo(large);
    }

    @Test
    void shouldKeepChunksBelowTheLimitOfARecord() {
        assertThat(bytes.split(7)).allMatch(chunk -> chunk.getBytes().remaining() <= 512 * 1024);
        assertThat(ModelBytes.of(random(ModelBytes.CHUNK_BYTES)).chunks()).isEqualTo(1);
    }

    @Test
    void shouldNameTheMissingChunk() {
        assertThatThrownBy(() -> ModelBytes.assemble(version, bytes.split(7).subList(0, 2)))
                .isInstanceOf(ModelRefused.class)
                .hasMessage("model version 7 lacks chunk 3 of 3");
    }

    @Test
    void shouldRefuseChangedBytes() {
        List<ModelChunk> chunks = new ArrayList<>(bytes.split(7));
        chunks.set(1, new ModelChunk(7L, 1, ByteBuffer.wrap(random(ModelBytes.CHUNK_BYTES))));

        assertThatThrownBy(() -> ModelBytes.assemble(version, chunks))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("SHA-256");
    }

    @Test
    void shouldRefuseAnotherLength() {
        List<ModelChunk> chunks = new ArrayList<>(bytes.split(7));
        chunks.set(2, new ModelChunk(7L, 2, ByteBuffer.wrap(random(16))));

        assertThatThrownBy(() -> ModelBytes.assemble(version, chunks))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("not the announced " + large.length);
    }

    @Test
    void shouldRefuseAVersionThatAnnouncesMoreThanAnyModelHasBeforeAnythingIsFetched() {
        new AvroSerde<>(ModelVersion.class, new SchemaRegistry("http://nowhere", Map.of())); // lets Avro copy records
        for (ModelVersion greedy : List.of(
                ModelVersion.newBuilder(version).setSizeBytes(1L << 40).build(),
                ModelVersion.newBuilder(version).setSizeBytes(-1).build(),
                ModelVersion.newBuilder(version).setChunks(Integer.MAX_VALUE).build(),
                ModelVersion.newBuilder(version).setChunks(-1).build(),
                ModelVersion.newBuilder(version).setFeatures(Integer.MAX_VALUE).build())) {
            assertThatThrownBy(() -> ModelBytes.checkAnnounced(greedy))
                    .isInstanceOf(ModelRefused.class)
                    .hasMessageContaining("model version 7 announces");
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
