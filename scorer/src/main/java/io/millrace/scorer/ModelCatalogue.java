package io.millrace.scorer;

import io.millrace.runtime.CompactedTopic;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the models topic says: which version is champion, which were before it, and which is its shadow. One thread at a time. */
final class ModelCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(ModelCatalogue.class);

    private final Consumer<String, byte[]> consumer;
    private final TopicPartition partition;
    private final Deserializer<ModelVersion> values;
    private final Map<Long, ModelVersion> served = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<Long, ModelVersion> shadows = new TreeMap<>();
    private Optional<ModelVersion> champion = Optional.empty();

    ModelCatalogue(Consumer<String, byte[]> consumer, String topic, Deserializer<ModelVersion> values) {
        this.consumer = consumer;
        this.partition = new TopicPartition(topic, 0);
        this.values = values;
    }

    /** Reads all that the topic holds now. The first call to make. */
    void readToEnd() {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        CompactedTopic.readToEnd(consumer, partition, this::take);
    }

    /** Reads what is new. */
    void poll(Duration wait) {
        consumer.poll(wait).forEach(this::take);
    }

    Optional<ModelVersion> champion() {
        return champion;
    }

    /** The newest of the versions that are a shadow. */
    Optional<ModelVersion> shadow() {
        return Optional.ofNullable(shadows.lastEntry()).map(Map.Entry::getValue);
    }

    /** Versions that are or were champion and take the vectors of that encoder, newest first; behind them shadows, which may have been. */
    List<ModelVersion> served(String encoder) {
        return Stream.concat(served.values().stream(), shadows.descendingMap().values().stream())
                .filter(version -> version.getEncoderFingerprint().equals(encoder))
                .toList();
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        try {
            ModelVersion version = values.deserialize(record.topic(), record.value());
            if (version == null) {
                return; // a tombstone: what serves goes on serving
            }
            if (Topics.CHAMPION.equals(record.key())) {
                champion = Optional.of(version);
            } else {
                take(version);
            }
        } catch (SerializationException e) {
            LOG.warn("record {}@{} is no model version, passed over: {}", partition, record.offset(), e.getMessage());
        }
    }

    private void take(ModelVersion version) {
        long number = version.getVersion();
        served.remove(number);
        shadows.remove(number);
        switch (version.getStatus()) {
            case CHAMPION, ARCHIVED -> served.put(number, version);
            case SHADOW -> shadows.put(number, version);
            case CANDIDATE, REJECTED -> LOG.debug("version {} is {}", number, version.getStatus());
        }
    }
}
