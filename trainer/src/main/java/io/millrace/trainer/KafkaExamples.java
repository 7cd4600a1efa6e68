package io.millrace.trainer;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.OffsetRange;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.TrainingPhase;
import io.millrace.schemas.serde.ExampleBytes;
import io.millrace.schemas.serde.ExampleReader;
import io.millrace.schemas.serde.MalformedRecord;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.WindowBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples topic from each partition's first offset at or after the request's time up to the committed end; of that no more is read than the window takes, or some. One thread at a time. */
final class KafkaExamples implements Examples {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaExamples.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int POLLS_PER_LINE = 40;
    private static final int POLLS_PER_TELLING = 4;
    /** Read of each partition at first beyond what the window takes: ends of transactions have offsets too. */
    private static final int LEAST_OFFSETS = 100;
    /** How many times as many where that was not enough. */
    private static final int FURTHER = 4;

    private final String topic;
    private final Supplier<? extends Consumer<?, byte[]>> consumers;
    private final ExampleReader reader;
    private final ExampleBytes example = new ExampleBytes();
    private final IntFunction<WindowBuilder> windows;
    private final Progress progress;
    private final WindowMemory memory;

    /**
     * @param consumers makes a consumer without a group that reads committed records only
     * @param windows makes a builder of a window of at most so many examples
     */
    KafkaExamples(
            String topic,
            Supplier<? extends Consumer<?, byte[]>> consumers,
            ExampleReader reader,
            IntFunction<WindowBuilder> windows,
            Progress progress,
            WindowMemory memory) {
        this.memory = memory;
        this.progress = progress;
        this.topic = topic;
        this.consumers = consumers;
        this.reader = reader;
        this.windows = windows;
    }

    @Override
    public ResolvedWindow await(RetrainRequest request) throws InterruptedException {
        int most = Math.max(1, request.getMaxExamples());
        int least = Math.min(Math.max(1, request.getMinExamples()), most);
        try (Consumer<?, byte[]> consumer = consumers.get()) {
            Map<TopicPartition, Long> starts = seek(consumer, request.getSince().toEpochMilli());
            WindowBuilder window = latest(consumer, starts, most);
            for (int polls = 0; ; polls++) {
                int usable = window.usable();
                if (usable >= least) {
                    return window.build();
                }
                tellWaiting(request.getRequest(), polls, usable, least);
                Thread.sleep(POLL.toMillis()); // a poll would ask the broker again and again meanwhile
                readToEnd(consumer, starts, most, window);
            }
        }
    }

    /** What there is up to the end, as far back as the window reaches: from near the end and, where the whole of it is not surely there, from further back, with the same window in the end. */
    private WindowBuilder latest(Consumer<?, byte[]> consumer, Map<TopicPartition, Long> starts, int most)
            throws InterruptedException {
        for (long offsets = most + most / 4 + LEAST_OFFSETS; ; offsets *= FURTHER) {
            Map<TopicPartition, Long> from = nearTheEnd(consumer, starts, offsets);
            from.forEach(consumer::seek);
            WindowBuilder window = windows.apply(most);
            readToEnd(consumer, from, most, window);
            if (from.equals(starts) || window.isWhole(cut(starts, from))) {
                return window;
            }
        }
    }

    private static Map<TopicPartition, Long> nearTheEnd(
            Consumer<?, byte[]> consumer, Map<TopicPartition, Long> starts, long offsets) {
        Map<TopicPartition, Long> from = new HashMap<>();
        consumer.endOffsets(starts.keySet())
                .forEach((partition, end) -> from.put(partition, Math.max(starts.get(partition), end - offsets)));
        return from;
    }

    /** Partitions of which there is more. */
    private static Set<Integer> cut(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> from) {
        return from.keySet().stream()
                .filter(partition -> from.get(partition) > starts.get(partition))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    /**
     * The window that lies between offsets.
     *
     * @param examples how many it has
     * @throws ServiceFailure where some are no longer there
     */
    ResolvedWindow between(List<OffsetRange> ranges, int examples) throws InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        ranges.forEach(range -> ends.put(new TopicPartition(topic, range.getPartition()), range.getTo()));
        WindowBuilder window = windows.apply(Math.max(1, examples));
        try (Consumer<?, byte[]> consumer = consumers.get()) {
            consumer.assign(ends.keySet());
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(ends.keySet());
            for (OffsetRange range : ranges) {
                TopicPartition partition = new TopicPartition(topic, range.getPartition());
                if (beginnings.get(partition) > range.getFrom()) {
                    throw new ServiceFailure(
                            "examples of it are no longer there: %s begins at offset %d, and it needs those from %d on; topics.longRetention says how long they are kept"
                                    .formatted(partition, beginnings.get(partition), range.getFrom()));
                }
                consumer.seek(partition, range.getFrom());
            }
            readUntil(consumer, ends, window);
        }
        return window.build();
    }

    @Override
    public Replay older(ResolvedWindow window, int examples, long seed) throws InterruptedException {
        return new KafkaReplay(topic, consumers, reader, windows).older(window, examples, seed);
    }

    /** The pieces that a version learnt from beside its window. */
    Replay older(List<OffsetRange> pieces, String encoder) throws InterruptedException {
        return new KafkaReplay(topic, consumers, reader, windows).again(pieces, encoder);
    }

    private void readUntil(Consumer<?, byte[]> consumer, Map<TopicPartition, Long> ends, WindowBuilder window)
            throws InterruptedException {
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            stopWhereInterrupted();
            for (ConsumerRecord<?, byte[]> at : consumer.poll(POLL)) {
                if (at.offset() < ends.get(new TopicPartition(at.topic(), at.partition()))) {
                    add(at, window);
                }
            }
        }
    }

    private static void stopWhereInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void tellWaiting(String request, int polls, int usable, int least) {
        if (polls % POLLS_PER_LINE == 0) {
            LOG.info("{} waits for examples: {} of {}", request, usable, least);
        }
        if (polls % POLLS_PER_TELLING == 0) {
            progress.reached(
                    request, TrainingPhase.WAITING, 0, "waits for examples: %d of %d".formatted(usable, least));
        }
    }

    /** Returns where it begins to read. */
    private Map<TopicPartition, Long> seek(Consumer<?, byte[]> consumer, long since) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        // ends before offsets by time: what is written in between is then read, not skipped
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? ends.get(partition) : start.offset());
        }
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    private void readToEnd(
            Consumer<?, byte[]> consumer, Map<TopicPartition, Long> starts, int most, WindowBuilder window)
            throws InterruptedException {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        List<Long> available = ends.entrySet().stream()
                .map(end -> end.getValue() - starts.get(end.getKey()))
                .toList();
        memory.check(available, most);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            read(consumer, window);
        }
    }

    private void read(Consumer<?, byte[]> consumer, WindowBuilder window) throws InterruptedException {
        stopWhereInterrupted();
        for (ConsumerRecord<?, byte[]> at : consumer.poll(POLL)) {
            add(at, window);
        }
    }

    /** What somebody else wrote there is passed over. */
    private void add(ConsumerRecord<?, byte[]> at, WindowBuilder window) {
        try {
            if (at.value() != null) {
                reader.read(topic, at.value(), example);
                window.add(at.partition(), at.offset(), at.timestamp(), example);
            }
        } catch (MalformedRecord e) {
            LOG.warn("{}-{}@{} is no example: {}", topic, at.partition(), at.offset(), e.getMessage());
        }
    }
}
