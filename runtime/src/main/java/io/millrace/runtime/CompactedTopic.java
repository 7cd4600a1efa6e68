package io.millrace.runtime;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reading a small topic as far as it goes. */
public final class CompactedTopic {
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private CompactedTopic() {}

    /**
     * From the consumer's position to the end as it is now; what open transactions hold back is not there yet.
     *
     * @throws TimeoutException where the broker stops answering half-way
     */
    public static void readToEnd(
            Consumer<String, byte[]> consumer,
            TopicPartition partition,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> reader) {
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        long start = System.nanoTime();
        while (consumer.position(partition) < end) {
            consumer.poll(WAIT).forEach(reader);
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new TimeoutException("topic " + partition.topic() + " could not be read to its end in "
                        + PATIENCE.toSeconds() + " s");
            }
        }
    }
}
