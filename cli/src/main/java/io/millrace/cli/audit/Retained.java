package io.millrace.cli.audit;

import io.millrace.schemas.topics.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * Since when every topic is whole. What comes of a record carries its Kafka timestamp, so one time cuts all topics alike.
 *
 * @param fromMillis records from this timestamp on can be checked
 * @param truncated topics that no longer hold their beginning
 */
record Retained(long fromMillis, SortedSet<String> truncated) {

    boolean isWhole() {
        return truncated.isEmpty();
    }

    static Retained of(TopicReader reader, List<Topic<?>> topics, long nowMillis) throws InterruptedException {
        SortedSet<String> truncated = new TreeSet<>();
        long from = Long.MIN_VALUE;
        for (Topic<?> topic : topics) {
            Map<TopicPartition, Long> gone = new HashMap<>(reader.beginnings(topic));
            gone.values().removeIf(beginning -> beginning == 0);
            if (!gone.isEmpty()) {
                truncated.add(topic.name());
                from = Math.max(from, nowMillis - topic.retention().toMillis());
                from = Math.max(from, latestFirst(reader, topic, gone));
            }
        }
        return new Retained(from, truncated);
    }

    /** The latest of the timestamps of the first records that partitions still hold. */
    private static long latestFirst(TopicReader reader, Topic<?> topic, Map<TopicPartition, Long> gone)
            throws InterruptedException {
        Map<TopicPartition, Long> behindFirst = new HashMap<>(reader.ends(topic));
        behindFirst.keySet().retainAll(gone.keySet());
        behindFirst.replaceAll((partition, end) -> Math.min(end, gone.get(partition) + 1));
        long[] latest = {Long.MIN_VALUE};
        reader.read(gone, behindFirst, entry -> latest[0] = Math.max(latest[0], entry.timestamp()));
        return latest[0];
    }
}
