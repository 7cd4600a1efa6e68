package io.millrace.scorer;

import io.millrace.models.artefact.ChunkStarts;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.ModelRefused;
import io.millrace.runtime.CompactedTopic;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Puts the bytes of a model together from the model-chunks topic. One thread at a time. Its consumer stays open from one model to the
 * next: to make one costs more than to load a model, in CPU that predictions then lack.
 */
final class ModelChunks implements AutoCloseable {
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final TopicPartition partition;
    private final Deserializer<ModelChunk> values;
    private final ChunkStarts starts = new ChunkStarts();

    private long next;
    private Optional<Consumer<String, byte[]>> open = Optional.empty();

    ModelChunks(Supplier<Consumer<String, byte[]>> consumers, String topic, Deserializer<ModelChunk> values) {
        this.consumers = consumers;
        this.partition = new TopicPartition(topic, 0);
        this.values = values;
    }

    /**
     * @throws NotYet where chunks are missing: a transaction becomes visible on one topic before it does on another; or where a later revision
     *     has taken their place
     * @throws ModelRefused where it announces more than a model has, or the bytes are not those the version announces
     */
    byte[] read(ModelVersion version) {
        ModelBytes.checkAnnounced(version);
        Map<Integer, ModelChunk> chunks = new HashMap<>();
        Consumer<String, byte[]> consumer = consumer();
        seek(consumer, starts.of(version, next));
        CompactedTopic.readToEnd(consumer, partition, record -> {
            String key = String.valueOf(record.key());
            starts.see(key, record.offset());
            if (ModelBytes.isKeyOf(key, version) && record.value() != null) {
                ModelChunk chunk = chunk(record);
                if (ModelBytes.belongs(chunk, version)) {
                    chunks.put(chunk.getIndex(), chunk);
                }
            }
        });
        next = Math.max(next, consumer.position(partition));
        if (chunks.size() < version.getChunks()) {
            throw new NotYet(chunks.size() + " of its " + version.getChunks() + " chunks are there");
        }
        try {
            return ModelBytes.assemble(version, chunks.values()).toArray();
        } catch (ModelRefused e) {
            if (version.getRevision() > 0) {
                throw new NotYet("a later revision has taken the place of revision " + version.getRevision(), e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        open.ifPresent(Consumer::close);
        open = Optional.empty();
    }

    private Consumer<String, byte[]> consumer() {
        if (open.isEmpty()) {
            Consumer<String, byte[]> consumer = consumers.get();
            consumer.assign(List.of(partition));
            open = Optional.of(consumer);
        }
        return open.get();
    }

    private void seek(Consumer<String, byte[]> consumer, long offset) {
        if (offset == 0) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, offset);
        }
    }

    private ModelChunk chunk(ConsumerRecord<String, byte[]> record) {
        try {
            return values.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            throw new ModelRefused("chunk " + record.key() + " is damaged: " + e.getMessage(), e);
        }
    }
}
