package io.millrace.processors;

import io.millrace.features.Encoded;
import io.millrace.features.Encoder;
import io.millrace.features.Knowledge;
import io.millrace.features.RawRecord;
import io.millrace.runtime.CommittedPositions;
import io.millrace.runtime.CompactedTopic;
import io.millrace.runtime.LoopService;
import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.ColumnProfile;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One incarnation of the profiler: reads records beside the encode application, by the same encoder, and writes profiles and positions
 * together, so that each record counts once whatever happens. A record that breaks a rule of its columns is left out; repeats and late
 * records are not. One thread.
 */
final class ProfilerLoop implements LoopService.Loop {
    private static final Logger LOG = LoggerFactory.getLogger(ProfilerLoop.class);
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final long COMMIT_EVERY_MILLIS = 5_000;

    private final PipelineDefinition pipeline;
    private final Topics topics;
    private final Consumer<byte[], byte[]> records;
    private final Supplier<Consumer<String, byte[]>> profilesConsumers;
    private final OwnRecords<ColumnProfile> written;
    private final AvroSerde<ColumnProfile> serde;
    private final Producer<String, byte[]> producer;
    private final RecordDecoder decoder;
    private final InstantSource clock;
    private final Runnable ready;
    private final Encoder encoder;
    private final List<String> columns;
    private final ProfiledRecord profiled;
    private final Map<TopicPartition, PartitionProfiles> partitions = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    private boolean opened;
    private long committedAt;

    /**
     * @param records closed with this, as are the producer and the others
     * @param profilesConsumers each reads the profiles topic once
     * @param producer transactional
     */
    ProfilerLoop(
            PipelineDefinition pipeline,
            Topics topics,
            Consumer<byte[], byte[]> records,
            Supplier<Consumer<String, byte[]>> profilesConsumers,
            OwnRecords<ColumnProfile> written,
            AvroSerde<ColumnProfile> serde,
            Producer<String, byte[]> producer,
            RecordDecoder decoder,
            InstantSource clock,
            Runnable ready) {
        this.pipeline = pipeline;
        this.topics = topics;
        this.records = records;
        this.profilesConsumers = profilesConsumers;
        this.written = written;
        this.serde = serde;
        this.producer = producer;
        this.decoder = decoder;
        this.clock = clock;
        this.ready = ready;
        this.encoder = Encoder.of(pipeline);
        this.columns = pipeline.encodedColumns().stream().map(Column::name).toList();
        this.profiled = new ProfiledRecord(columns);
    }

    @Override
    public void turn() {
        if (!opened) {
            opened = true;
            producer.initTransactions();
            records.subscribe(List.of(topics.records().name()), new Rebalance());
        }
        records.poll(WAIT).forEach(this::take);
        if (clock.millis() - committedAt >= COMMIT_EVERY_MILLIS) {
            endIdle();
            commit();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (isClean(record.value())) {
            partitions.get(partition).add(profiled, record.timestamp());
        }
        positions.put(partition, new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
    }

    private boolean isClean(byte[] value) {
        profiled.clear();
        try {
            RawRecord fields = Decoding.decode(value, decoder::decode);
            return Decoding.guarded(() -> encoder.encode(fields, Knowledge.NONE, profiled)) instanceof Encoded;
        } catch (Rejection e) {
            return false;
        }
    }

    /**
     * Where all records are read and none came since the last commit, windows end by the clock. The position is committed again with
     * them: so a member that has lost the partition without knowing is refused.
     */
    private void endIdle() {
        partitions.forEach((partition, profiles) -> {
            boolean isIdle = !positions.containsKey(partition)
                    && records.currentLag(partition).orElse(1) == 0;
            if (isIdle && profiles.endBy(clock.millis())) {
                positions.put(partition, new OffsetAndMetadata(records.position(partition)));
            }
        });
    }

    private void commit() {
        committedAt = clock.millis();
        if (positions.isEmpty()) {
            return;
        }
        try {
            producer.beginTransaction();
            positions.keySet().forEach(partition -> partitions.get(partition).write(this::send));
            producer.sendOffsetsToTransaction(positions, records.groupMetadata());
            producer.commitTransaction();
            positions.clear();
        } catch (CommitFailedException | TransactionAbortableException e) {
            LOG.info("profiled again from the committed positions after: {}", e.getMessage());
            producer.abortTransaction();
            positions.clear();
            begin(records.assignment());
        }
    }

    private void send(String key, ColumnProfile profile) {
        String topic = topics.profiles().name();
        producer.send(new ProducerRecord<>(topic, key, serde.serialize(topic, profile)));
    }

    /** From what is committed: positions first, since asking for them waits for the last profiles of whoever had the partitions. */
    private void begin(Collection<TopicPartition> begun) {
        CommittedPositions.seek(records, begun);
        Map<String, ColumnProfile> running = running();
        for (TopicPartition partition : begun) {
            PartitionProfiles profiles = new PartitionProfiles(
                    partition.partition(), columns, pipeline.profiles().window().orElseThrow());
            profiles.restore(running.values().stream()
                    .filter(profile -> profile.getPartition() == partition.partition())
                    .toList());
            partitions.put(partition, profiles);
        }
    }

    /** The profiles of the windows that run, of every partition, by key. */
    private Map<String, ColumnProfile> running() {
        Map<String, ColumnProfile> running = new HashMap<>();
        TopicPartition profiles = new TopicPartition(topics.profiles().name(), 0);
        try (Consumer<String, byte[]> consumer = profilesConsumers.get()) {
            consumer.assign(List.of(profiles));
            consumer.seekToBeginning(List.of(profiles));
            CompactedTopic.readToEnd(
                    consumer,
                    profiles,
                    record -> written.read(record.value())
                            .filter(profile -> !profile.getClosed())
                            .ifPresent(profile -> running.put(record.key(), profile)));
        }
        return running;
    }

    @Override
    public void close() {
        LoopService.closing("the last profiles", this::commit);
        LoopService.closing("the records consumer", records::close);
        LoopService.closing("the producer", producer::close);
    }

    /** Partitions come and go inside {@link Consumer#poll}, in the loop's thread. */
    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            begin(assigned);
            ready.run();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            commit();
            onPartitionsLost(revoked);
        }

        /** Another member has them already, from what was committed. */
        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            partitions.keySet().removeAll(lost);
            positions.keySet().removeAll(lost);
        }
    }
}
