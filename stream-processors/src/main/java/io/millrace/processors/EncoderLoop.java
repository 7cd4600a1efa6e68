package io.millrace.processors;

import io.millrace.runtime.LoopService;
import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.EncoderVersion;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topics encoders and models, whole and then what is new, and says which encoders are needed. */
final class EncoderLoop implements LoopService.Loop {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderLoop.class);
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration WAIT_AT_START = Duration.ofMillis(50);

    /** Where the loop's findings go. */
    interface Listener {
        /** The encoders that are needed beside the pipeline's own: at first once the topics are read, then after every turn. */
        void needed(List<OtherEncoder> others);
    }

    private final Topics topics;
    private final Consumer<String, byte[]> consumer;
    private final OwnRecords<EncoderVersion> encoders;
    private final OwnRecords<ModelVersion> models;
    private final EncoderNeeds needs;
    private final Runnable registration;
    private final Listener listener;
    private final InstantSource clock;
    private Map<TopicPartition, Long> ends = Map.of();
    private boolean whole;
    private List<OtherEncoder> latest = List.of();

    /**
     * @param consumer closed with this
     * @param registration writes the pipeline's own encoder to its topic; called once both are read, where it is not there
     */
    EncoderLoop(
            Topics topics,
            Consumer<String, byte[]> consumer,
            OwnRecords<EncoderVersion> encoders,
            OwnRecords<ModelVersion> models,
            EncoderNeeds needs,
            Runnable registration,
            Listener listener,
            InstantSource clock) {
        this.topics = topics;
        this.consumer = consumer;
        this.encoders = encoders;
        this.models = models;
        this.needs = needs;
        this.registration = registration;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public void turn() {
        if (ends.isEmpty()) {
            begin();
        }
        consumer.poll(whole ? WAIT : WAIT_AT_START).forEach(this::take);
        if (!whole && isRead()) {
            whole = true;
            if (!needs.knowsOwn()) {
                registration.run();
            }
        }
        if (whole) {
            List<OtherEncoder> needed = needs.needed(clock.instant());
            tellChange(needed);
            listener.needed(needed);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void begin() {
        List<TopicPartition> partitions = List.of(
                new TopicPartition(topics.encoders().name(), 0),
                new TopicPartition(topics.models().name(), 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        ends = consumer.endOffsets(partitions);
    }

    private boolean isRead() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(topics.encoders().name())) {
            encoders.read(record.value()).ifPresent(needs::take);
        } else {
            needs.take(record.key(), models.read(record.value()), Instant.ofEpochMilli(record.timestamp()));
        }
    }

    private void tellChange(List<OtherEncoder> needed) {
        if (!needed.equals(latest)) {
            needed.stream()
                    .filter(Predicate.not(latest::contains))
                    .forEach(other ->
                            LOG.info("encoder {} runs beside {}: a model needs it", other.fingerprint(), needs.own()));
            latest.stream()
                    .filter(Predicate.not(needed::contains))
                    .forEach(other -> LOG.info("encoder {} is no longer needed", other.fingerprint()));
            latest = needed;
        }
    }
}
