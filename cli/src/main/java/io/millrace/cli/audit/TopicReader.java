package io.millrace.cli.audit;

import io.millrace.cli.process.Termination;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.topics.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed on topics between offsets; belongs to no group and commits nothing. One thread. */
public final class TopicReader implements AutoCloseable {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Termination termination;

    public TopicReader(KafkaConnection kafka, Termination termination) {
        Map<String, Object> settings = new HashMap<>(kafka.briefConsumer());
        settings.put("max.poll.records", 10_000);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.termination = termination;
    }

    /** First offsets that are still there, by partition. */
    public Map<TopicPartition, Long> beginnings(Topic<?> topic) {
        return consumer.beginningOffsets(partitions(topic));
    }

    /** Offsets behind the last committed records, by partition. */
    public Map<TopicPartition, Long> ends(Topic<?> topic) {
        return consumer.endOffsets(partitions(topic));
    }

    /** All that is there by now. */
    public void readAll(Topic<?> topic, Consumer<ConsumerRecord<byte[], byte[]>> each) throws InterruptedException {
        read(beginnings(topic), ends(topic), each);
    }

    /** Everything from the first offsets, inclusive, to the last, exclusive. */
    public void read(
            Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, Consumer<ConsumerRecord<byte[], byte[]>> each)
            throws InterruptedException {
        consumer.assign(to.keySet());
        consumer.resume(to.keySet()); // the same assignment as before keeps its pauses
        from.forEach(consumer::seek);
        long movedNanos = System.nanoTime();
        while (!reached(to)) {
            boolean moved = false;
            for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(Duration.ofMillis(200))) {
                moved = true;
                if (entry.offset() < to.get(new TopicPartition(entry.topic(), entry.partition()))) {
                    each.accept(entry);
                }
            }
            movedNanos = moved ? System.nanoTime() : movedNanos;
            if (System.nanoTime() - movedNanos > PATIENCE_NANOS) {
                throw new ServiceFailure("nothing came from Kafka for 60 s while reading " + to.keySet());
            }
            if (termination.asked(0)) {
                throw new ServiceFailure("stopped on request before the end");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<TopicPartition> partitions(Topic<?> topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic.name());
        if (found == null || found.isEmpty()) {
            throw new ServiceFailure("there is no topic " + topic.name()
                    + ": has this pipeline ever run on this cluster? millrace up makes its topics");
        }
        return found.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private boolean reached(Map<TopicPartition, Long> to) {
        boolean all = true;
        for (Map.Entry<TopicPartition, Long> end : to.entrySet()) {
            boolean reached = consumer.position(end.getKey()) >= end.getValue();
            if (reached && !consumer.paused().contains(end.getKey())) {
                consumer.pause(List.of(end.getKey()));
            }
            all &= reached;
        }
        return all;
    }
}
