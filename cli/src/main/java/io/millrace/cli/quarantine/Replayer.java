package io.millrace.cli.quarantine;

import io.millrace.processors.Quarantine;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Refusals;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.RejectedHeader;
import io.millrace.schemas.Replay;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.Bytes;
import io.millrace.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the originals of entries again: key, value, headers, partition and timestamp as they were, and a header that says where in
 * quarantine they lay. What is sent and that it was sent are committed together, so whatever happens in between, no entry is sent
 * twice. A replay that begins ends the one before it. One thread; open it before the quarantine is read.
 */
public final class Replayer implements AutoCloseable {
    static final String HEADER = "millrace-replay-of";

    private static final int BATCH = 500;
    private static final long BATCH_BYTES = 4L << 20;

    private final KafkaConnection kafka;
    private final Topics topics;
    private final InstantSource clock;
    private final AvroSerde<Replay> replays;
    private final Optional<KafkaProducer<byte[], byte[]>> producer; // none where nothing is to be sent
    private final List<Entry> batch = new ArrayList<>();
    private long batchBytes;
    private long sent;
    private long before;
    private long notWhole;
    private long internal;

    /**
     * @param transactionalId the pipeline's own for replays
     * @param dry count, send nothing
     */
    public Replayer(KafkaConnection kafka, Topics topics, String transactionalId, InstantSource clock, boolean dry) {
        this.kafka = kafka;
        this.topics = topics;
        this.clock = clock;
        this.replays = AvroSerde.of(topics.replays(), kafka.registry());
        this.producer = dry ? Optional.empty() : Optional.of(producer(kafka, transactionalId));
        producer.ifPresent(sender -> guarded(sender::initTransactions));
    }

    private static KafkaProducer<byte[], byte[]> producer(KafkaConnection kafka, String transactionalId) {
        return new KafkaProducer<>(
                kafka.producer(transactionalId), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @throws ServiceFailure where it cannot be sent, or another replay has begun */
    public void replay(Entry entry) {
        String topic = entry.rejected().getOriginalTopic();
        if (entry.replayed()) {
            before++;
        } else if (!Set.of(topics.records().name(), topics.labels().name()).contains(topic)) {
            internal++;
        } else if (!Quarantine.isWhole(entry.rejected())) {
            notWhole++;
        } else {
            batch.add(entry);
            ByteBuffer value = entry.rejected().getOriginalValue();
            batchBytes += value == null ? 0 : value.remaining();
            if (batch.size() == BATCH || batchBytes > BATCH_BYTES) {
                send();
            }
        }
    }

    /** Sends what is left. */
    public Replayed finish() {
        send();
        return new Replayed(sent, before, notWhole, internal);
    }

    private void send() {
        if (!batch.isEmpty()) {
            producer.ifPresent(sender -> guarded(() -> send(sender)));
        }
        sent += batch.size();
        batch.clear();
        batchBytes = 0;
    }

    private void send(KafkaProducer<byte[], byte[]> sender) {
        sender.beginTransaction();
        for (Entry entry : batch) {
            sender.send(original(entry));
            sender.send(mark(entry));
        }
        sender.commitTransaction();
    }

    private static ProducerRecord<byte[], byte[]> original(Entry entry) {
        Rejected rejected = entry.rejected();
        ProducerRecord<byte[], byte[]> original = new ProducerRecord<>(
                rejected.getOriginalTopic(),
                rejected.getOriginalPartition(),
                rejected.getOriginalTimestamp().toEpochMilli(),
                bytes(rejected.getOriginalKey()),
                bytes(rejected.getOriginalValue()));
        for (RejectedHeader header : rejected.getOriginalHeaders()) {
            original.headers().add(header.getName(), bytes(header.getValue()));
        }
        original.headers().remove(HEADER); // of an earlier replay
        original.headers().add(HEADER, entry.place().toString().getBytes(StandardCharsets.UTF_8));
        return original;
    }

    private ProducerRecord<byte[], byte[]> mark(Entry entry) {
        Replay replay = new Replay(
                entry.place().partition(),
                entry.place().offset(),
                entry.rejected().getReason(),
                clock.instant());
        String topic = topics.replays().name();
        byte[] key = entry.place().toString().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, 0, key, replays.serialize(topic, replay));
    }

    private void guarded(Runnable sending) {
        try {
            sending.run();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new ServiceFailure(
                    "another replay of this pipeline has begun: after " + sent
                            + " records this one leaves the rest to it",
                    e);
        } catch (KafkaException e) {
            String why = new Refusals(kafka).explain(e).orElse(String.valueOf(e.getMessage()));
            throw new ServiceFailure(
                    "the replay stopped after " + sent + " records: " + why
                            + ". Run it again: what was sent is not sent twice",
                    e);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        return buffer == null ? null : Bytes.of(buffer);
    }

    @Override
    public void close() {
        producer.ifPresent(sender -> sender.close(Duration.ofSeconds(5)));
    }
}
