package io.millrace.trainer;

import io.millrace.models.artefact.ChunkStarts;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics of models, their chunks and references, read from their beginning to their committed end each time: they are small. Only the bytes of a version that learns on
 * are read from where its latest were found. One thread at a time.
 */
final class KafkaModels implements Models {
    private static final Duration POLL = Duration.ofMillis(250);

    private final Topics topics;
    private final Supplier<Consumer<String, ModelVersion>> versionConsumers;
    private final Supplier<Consumer<String, ModelChunk>> chunkConsumers;
    private final Supplier<Consumer<String, ModelReference>> referenceConsumers;
    private final ChunkStarts starts = new ChunkStarts();

    /** The consumers have no group and read committed records only. */
    KafkaModels(
            Topics topics,
            Supplier<Consumer<String, ModelVersion>> versionConsumers,
            Supplier<Consumer<String, ModelChunk>> chunkConsumers,
            Supplier<Consumer<String, ModelReference>> referenceConsumers) {
        this.topics = topics;
        this.versionConsumers = versionConsumers;
        this.chunkConsumers = chunkConsumers;
        this.referenceConsumers = referenceConsumers;
    }

    @Override
    public Ledger ledger() {
        Map<String, ModelVersion> latest = new HashMap<>();
        read(versionConsumers, topics.models().name(), 0, version -> latest.put(version.key(), version.value()));
        return new Ledger(latest);
    }

    @Override
    public ModelBytes bytes(ModelVersion version) {
        ModelBytes.checkAnnounced(version);
        return ModelBytes.assemble(
                version,
                chunks(
                        topics.modelChunks(),
                        starts.of(version, 0),
                        at -> ModelBytes.isKeyOf(at.key(), version) && ModelBytes.belongs(at.value(), version)));
    }

    @Override
    public ModelBytes bytes(ImportedModel model) {
        return ModelBytes.assemble(
                model, chunks(topics.modelUploads(), 0, at -> ModelBytes.belongs(at.value(), model)));
    }

    /** The latest of each place. */
    private Collection<ModelChunk> chunks(
            Topic<ModelChunk> topic, long from, Predicate<ConsumerRecord<String, ModelChunk>> wanted) {
        Map<Integer, ModelChunk> chunks = new HashMap<>();
        read(chunkConsumers, topic.name(), from, chunk -> {
            starts.see(chunk.key(), chunk.offset());
            if (chunk.value() != null && wanted.test(chunk)) {
                chunks.put(chunk.value().getIndex(), chunk.value());
            }
        });
        return chunks.values();
    }

    @Override
    public Optional<ModelReference> reference(long version) {
        Map<String, ModelReference> latest = new HashMap<>();
        read(
                referenceConsumers,
                topics.modelReferences().name(),
                0,
                reference -> latest.put(reference.key(), reference.value()));
        return Optional.ofNullable(latest.get(Long.toString(version)));
    }

    private static <V> void read(
            Supplier<Consumer<String, V>> consumers,
            String topic,
            long from,
            java.util.function.Consumer<ConsumerRecord<String, V>> each) {
        try (Consumer<String, V> consumer = consumers.get()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            if (from == 0) {
                consumer.seekToBeginning(partitions);
            } else {
                partitions.forEach(partition -> consumer.seek(partition, from));
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(each);
            }
        }
    }
}
