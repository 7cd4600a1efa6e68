package io.millrace.benchmarks.score;

import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what comes to a topic from now on, committed records only, and notes when each machine's came. Runs once, in a thread. */
final class Sighting implements Runnable, AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Stopwatch.Arrivals arrivals;

    /** From the end of the topic as it is when this returns. */
    Sighting(KafkaConnection kafka, String topic, int partitions, Stopwatch.Arrivals arrivals) {
        this.arrivals = arrivals;
        this.consumer = new KafkaConsumer<>(kafka.consumer(), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
    }

    /** Returns once all have come. */
    @Override
    public void run() {
        long heard = System.nanoTime();
        while (!arrivals.isComplete()) {
            var records = consumer.poll(WAIT);
            records.forEach(record -> arrivals.arrived(Machines.number(record.key())));
            if (!records.isEmpty()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
                throw new ServiceFailure("nothing has come to " + consumer.assignment() + " for two minutes");
            }
        }
    }

    /** Reads what came behind the last that was missing, up to the end of the topic as it is now. To be called after {@link #run}. */
    void readRest() {
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(WAIT).forEach(record -> arrivals.arrived(Machines.number(record.key())));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
