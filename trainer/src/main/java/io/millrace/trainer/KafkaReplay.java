package io.millrace.trainer;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.OffsetRange;
import io.millrace.schemas.serde.ExampleBytes;
import io.millrace.schemas.serde.ExampleReader;
import io.millrace.schemas.serde.MalformedRecord;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.WindowBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Pieces of the examples topic behind a window: nothing between them is read. One thread at a time. */
final class KafkaReplay {
    private static final Duration POLL = Duration.ofMillis(250);

    private final String topic;
    private final Supplier<? extends Consumer<?, byte[]>> consumers;
    private final ExampleReader reader;
    private final IntFunction<WindowBuilder> windows;

    KafkaReplay(
            String topic,
            Supplier<? extends Consumer<?, byte[]>> consumers,
            ExampleReader reader,
            IntFunction<WindowBuilder> windows) {
        this.topic = topic;
        this.consumers = consumers;
        this.reader = reader;
        this.windows = windows;
    }

    /** Some of what lies behind the window. */
    Replay older(ResolvedWindow window, int offsets, long seed) throws InterruptedException {
        try (Consumer<?, byte[]> consumer = consumers.get()) {
            Map<TopicPartition, Long> beginnings = beginnings(consumer, window.ranges());
            List<OffsetRange> there = window.ranges().stream()
                    .map(range ->
                            new OffsetRange(range.getPartition(), beginnings.get(partition(range)), range.getFrom()))
                    .toList();
            return read(consumer, Replay.draw(there, offsets, seed), window.encoderFingerprint());
        }
    }

    /**
     * Pieces that were drawn before.
     *
     * @throws ServiceFailure where some are no longer there
     */
    Replay again(List<OffsetRange> pieces, String encoder) throws InterruptedException {
        try (Consumer<?, byte[]> consumer = consumers.get()) {
            Map<TopicPartition, Long> beginnings = beginnings(consumer, pieces);
            for (OffsetRange piece : pieces) {
                if (beginnings.get(partition(piece)) > piece.getFrom()) {
                    throw new ServiceFailure(
                            "older examples that it learnt from again are no longer there: %s begins at offset %d, and it needs those from %d on; topics.longRetention says how long they are kept"
                                    .formatted(partition(piece), beginnings.get(partition(piece)), piece.getFrom()));
                }
            }
            return read(consumer, pieces, encoder);
        }
    }

    private Map<TopicPartition, Long> beginnings(Consumer<?, byte[]> consumer, List<OffsetRange> ranges) {
        return consumer.beginningOffsets(ranges.stream().map(this::partition).collect(Collectors.toSet()));
    }

    private Replay read(Consumer<?, byte[]> consumer, List<OffsetRange> pieces, String encoder)
            throws InterruptedException {
        int most = pieces.stream()
                .mapToInt(piece -> (int) (piece.getTo() - piece.getFrom()))
                .sum();
        WindowBuilder rows = windows.apply(Math.max(1, most));
        for (OffsetRange piece : pieces) {
            read(consumer, piece, rows);
        }
        if (rows.usable() == 0) {
            return Replay.NONE;
        }
        ResolvedWindow older = rows.build();
        // vectors of another encoder mean something else
        return older.encoderFingerprint().equals(encoder)
                ? new Replay(Optional.of(older.window()), pieces)
                : Replay.NONE;
    }

    private void read(Consumer<?, byte[]> consumer, OffsetRange piece, WindowBuilder rows) throws InterruptedException {
        consumer.assign(List.of(partition(piece)));
        consumer.seek(partition(piece), piece.getFrom());
        ExampleBytes example = new ExampleBytes();
        while (consumer.position(partition(piece)) < piece.getTo()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            for (ConsumerRecord<?, byte[]> at : consumer.poll(POLL)) {
                if (at.offset() < piece.getTo() && at.value() != null) {
                    add(at, example, rows);
                }
            }
        }
    }

    private void add(ConsumerRecord<?, byte[]> at, ExampleBytes example, WindowBuilder rows) {
        try {
            reader.read(topic, at.value(), example);
            rows.add(at.partition(), at.offset(), at.timestamp(), example);
        } catch (MalformedRecord e) {
            // what is no example was told of when it was in a window
            return;
        }
    }

    private TopicPartition partition(OffsetRange range) {
        return new TopicPartition(topic, range.getPartition());
    }
}
