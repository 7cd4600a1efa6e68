package io.millrace.cli.audit;

import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.Bytes;
import io.millrace.schemas.serde.MalformedRecord;
import io.millrace.schemas.serde.SchemaRefused;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What an audit has read, booked on ids. First the records of a snapshot and what came of them; once {@link #close closed},
 * only what comes of the same ids.
 */
final class Book {
    private static final byte[] NO_KEY = new byte[0];

    private final Topics topics;
    private final SchemaRegistry registry;
    private final long fromMillis;
    private final Balances balances = new Balances();
    private final SortedMap<String, Long> quarantined = new TreeMap<>();
    private final SortedMap<String, Long> quarantinedVectors = new TreeMap<>();
    private final SortedMap<String, Long> quarantinedLabels = new TreeMap<>();
    private final SortedMap<Long, Long> predictionsOf = new TreeMap<>();
    private final SortedMap<String, Long> episodes = new TreeMap<>();
    private final SortedMap<Long, ModelVersion> models = new TreeMap<>();
    private final Set<Long> answeredAsChampion = new HashSet<>();
    private final Map<String, AvroSerde<?>> serdes = new java.util.HashMap<>();
    private Optional<Map<TopicPartition, Long>> closedAt = Optional.empty();
    private long records;
    private long vectors;
    private long predictions;
    private long coldStart;
    private long outcomes;
    private long corrections;
    private long labels;
    private long unreadable;

    /** @param fromMillis entries of records before this Kafka timestamp do not count */
    Book(Topics topics, SchemaRegistry registry, long fromMillis) {
        this.topics = topics;
        this.registry = registry;
        this.fromMillis = fromMillis;
    }

    /** @param recordEnds offsets of the records topic at which the snapshot ends */
    void close(Map<TopicPartition, Long> recordEnds) {
        closedAt = Optional.of(recordEnds);
    }

    void record(ConsumerRecord<byte[], byte[]> entry) {
        if (counts(entry.timestamp())) {
            records++;
            balances.add(hash(entry.key()), Balances.Of.RECORDS, 1);
        }
    }

    /** A record from behind the snapshot: it explains a vector that seems one too many. */
    void laterRecord(ConsumerRecord<byte[], byte[]> entry) {
        long hash = hash(entry.key());
        if (balances.get(hash, Balances.Of.RECORDS) < 0) {
            records++;
            balances.add(hash, Balances.Of.RECORDS, 1);
        }
    }

    void vector(ConsumerRecord<byte[], byte[]> entry) {
        long hash = hash(entry.key());
        if (counts(entry.timestamp()) && concerns(hash)) {
            vectors++;
            balances.add(hash, Balances.Of.RECORDS, -1);
            balances.add(hash, Balances.Of.VECTORS, 1);
            balances.add(hash, Balances.Of.ACCEPTED, 1);
        }
    }

    void quarantined(ConsumerRecord<byte[], byte[]> entry) {
        read(topics.quarantine(), entry).ifPresent(this::quarantined);
    }

    void prediction(ConsumerRecord<byte[], byte[]> entry) {
        long hash = hash(entry.key());
        Optional<Prediction> read = read(topics.predictions(), entry);
        if (read.isPresent() && !read.get().getShadow() && counts(entry.timestamp()) && concerns(hash)) {
            predictions++;
            coldStart += read.get().getColdStart() ? 1 : 0;
            predictionsOf.merge(read.get().getModelVersion(), 1L, Long::sum);
            if (!read.get().getCanary()) {
                answeredAsChampion.add(read.get().getModelVersion());
            }
            balances.add(hash, Balances.Of.VECTORS, -1);
        }
    }

    void outcome(ConsumerRecord<byte[], byte[]> entry) {
        long hash = hash(entry.key());
        Optional<Outcome> read = read(topics.outcomes(), entry);
        if (read.isEmpty() || !counts(entry.timestamp()) || !concerns(hash)) {
            return;
        }
        if (read.get().getCorrects() == null) {
            outcomes++;
            balances.add(hash, Balances.Of.OUTCOMES, 1);
        } else {
            corrections++;
        }
    }

    void label(ConsumerRecord<byte[], byte[]> entry) {
        labels++;
    }

    void alert(ConsumerRecord<byte[], byte[]> entry) {
        Optional<DriftAlert> read = read(topics.driftAlerts(), entry);
        read.ifPresent(
                alert -> episodes.merge(alert.getPhase().name().toLowerCase(java.util.Locale.ROOT), 1L, Long::sum));
    }

    void model(ConsumerRecord<byte[], byte[]> entry) {
        read(topics.models(), entry).ifPresent(model -> models.put(model.getVersion(), model));
    }

    /** What learns on is a shadow again once it serves no more: its answers tell that it has. */
    private boolean hasServed(ModelVersion model) {
        return switch (model.getStatus()) {
            case CHAMPION, ARCHIVED -> true;
            case SHADOW -> answeredAsChampion.contains(model.getVersion());
            default -> false;
        };
    }

    Balances balances() {
        return balances;
    }

    long records() {
        return records;
    }

    long vectors() {
        return vectors;
    }

    long predictions() {
        return predictions;
    }

    long coldStart() {
        return coldStart;
    }

    long outcomes() {
        return outcomes;
    }

    /** Outcomes that replace an earlier one of their record. */
    long corrections() {
        return corrections;
    }

    long labels() {
        return labels;
    }

    /** Entries of our own topics that are not what they must be. */
    long unreadable() {
        return unreadable;
    }

    SortedMap<String, Long> quarantined() {
        return quarantined;
    }

    SortedMap<String, Long> quarantinedVectors() {
        return quarantinedVectors;
    }

    SortedMap<String, Long> quarantinedLabels() {
        return quarantinedLabels;
    }

    SortedMap<Long, Long> predictionsOf() {
        return predictionsOf;
    }

    SortedMap<String, Long> episodes() {
        return episodes;
    }

    SortedMap<Long, ModelVersion> champions() {
        SortedMap<Long, ModelVersion> champions = new TreeMap<>(models);
        champions.values().removeIf(model -> !hasServed(model));
        return champions;
    }

    private void quarantined(Rejected rejected) {
        ByteBuffer key = rejected.getOriginalKey();
        long hash = hash(key == null ? NO_KEY : Bytes.of(key));
        boolean counts = counts(rejected.getOriginalTimestamp().toEpochMilli());
        String from = rejected.getOriginalTopic();
        if (from.equals(topics.labels().name())) {
            quarantinedLabels.merge(rejected.getReason(), 1L, Long::sum);
        } else if (from.equals(topics.records().name()) && counts && isInSnapshot(rejected)) {
            quarantined.merge(rejected.getReason(), 1L, Long::sum);
            balances.add(hash, Balances.Of.RECORDS, -1);
        } else if (from.equals(topics.features().name()) && counts && concerns(hash)) {
            quarantinedVectors.merge(rejected.getReason(), 1L, Long::sum);
            balances.add(hash, Balances.Of.VECTORS, -1);
        }
    }

    private boolean isInSnapshot(Rejected rejected) {
        TopicPartition partition = new TopicPartition(rejected.getOriginalTopic(), rejected.getOriginalPartition());
        return closedAt.isEmpty()
                || rejected.getOriginalOffset() < closedAt.get().getOrDefault(partition, 0L);
    }

    private boolean counts(long timestamp) {
        return timestamp >= fromMillis;
    }

    private boolean concerns(long hash) {
        return closedAt.isEmpty() || balances.knows(hash);
    }

    private <T extends SpecificRecord> Optional<T> read(Topic<T> topic, ConsumerRecord<byte[], byte[]> entry) {
        @SuppressWarnings("unchecked") // put there two lines below, by the topic's own type
        AvroSerde<T> serde = (AvroSerde<T>) serdes.computeIfAbsent(topic.name(), name -> AvroSerde.of(topic, registry));
        try {
            return Optional.ofNullable(serde.deserialize(topic.name(), entry.value()));
        } catch (MalformedRecord | SchemaRefused e) {
            unreadable++;
            return Optional.empty();
        }
    }

    private static long hash(byte[] key) {
        return IdHash.of(key == null ? NO_KEY : key);
    }
}
