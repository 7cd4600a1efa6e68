package io.millrace.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Going back to what a group has committed. */
public final class CommittedPositions {
    private CommittedPositions() {}

    /**
     * Sets the consumer to where its group is committed, or to the beginning where it is not. Asking waits for the transactions of whoever
     * had the partitions before.
     *
     * @param partitions assigned to the consumer
     */
    public static void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata position = committed.get(partition);
            if (position == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, position);
            }
        }
    }
}
