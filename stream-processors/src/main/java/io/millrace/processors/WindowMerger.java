package io.millrace.processors;

import io.millrace.schemas.MetricsWindow;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Adds up what partitions have of each window, and writes a window once all of them are through with it, in the order of time. What comes for a window
 * that is written counts in the one after it. There is one of it per pipeline.
 */
final class WindowMerger implements Processor<String, PartitionShare, String, MetricsWindow> {
    static final String OPEN = "open-windows";
    static final String REACHED = "partitions-reached";

    /** Version of whichever was champion, in {@link MetricsWindow}. */
    private static final long CHAMPION = -1;

    /** Place among the partitions of how far windows are written. */
    private static final int WRITTEN = -1;

    private final int partitions;
    private final long lengthMillis;
    private final WindowMeters meters;
    private ProcessorContext<String, MetricsWindow> context;
    private KeyValueStore<Long, Tallied> open;
    private KeyValueStore<Integer, Long> reached;

    private WindowMerger(int partitions, Duration length, WindowMeters meters) {
        this.partitions = partitions;
        this.lengthMillis = length.toMillis();
        this.meters = meters;
    }

    /** @param partitions of the outcomes topic: no window is written before each of them has said that it is through with it */
    static ProcessorSupplier<String, PartitionShare, String, MetricsWindow> supplier(
            int partitions, Duration length, WindowMeters meters) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, PartitionShare, String, MetricsWindow> get() {
                return new WindowMerger(partitions, length, meters);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return new LinkedHashSet<>(List.of( // in this order in the description of the graph
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(OPEN),
                                Serdes.Long(),
                                EvaluateBytes.serde(Tallied::write, Tallied::read)),
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(REACHED), Serdes.Integer(), Serdes.Long())));
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, MetricsWindow> processorContext) {
        context = processorContext;
        open = context.getStateStore(OPEN);
        reached = context.getStateStore(REACHED);
    }

    @Override
    public void process(Record<String, PartitionShare> record) {
        PartitionShare share = record.value();
        if (!share.tallied().isEmpty()) {
            add(share.tallied());
        }
        reached.put(share.partition(), share.reached());
        openUntil(through()).forEach(this::write);
    }

    private void add(Tallied tallied) {
        Tallied of = tallied.in(place(tallied.span()));
        Tallied sum = open.get(of.span().from());
        if (sum == null) {
            sum = of;
        } else {
            sum.add(of);
        }
        open.put(sum.span().from(), sum);
    }

    private Span place(Span span) {
        long written = reached(WRITTEN);
        return span.from() >= written
                ? span
                : new Span(written, Span.of(written, lengthMillis).to());
    }

    /** How far all partitions are. */
    private long through() {
        long least = Long.MAX_VALUE;
        for (int partition = 0; partition < partitions; partition++) {
            least = Math.min(least, reached(partition));
        }
        return least;
    }

    private long reached(int place) {
        Long millis = reached.get(place);
        return millis == null ? Long.MIN_VALUE : millis;
    }

    /** In the order of time; where partitions are far apart there are many windows behind them, which are not looked at. */
    private List<Tallied> openUntil(long end) {
        List<Tallied> windows = new ArrayList<>();
        try (KeyValueIterator<Long, Tallied> all = open.all()) {
            while (all.hasNext()) {
                Tallied next = all.next().value;
                if (next.span().to() > end) {
                    break;
                }
                windows.add(next);
            }
        }
        return windows;
    }

    private void write(Tallied tallied) {
        MetricsWindow champion = window(tallied.span(), CHAMPION, tallied.all());
        forward(Topics.CHAMPION, champion);
        tallied.versions()
                .forEach((version, tally) -> forward(Long.toString(version), window(tallied.span(), version, tally)));
        meters.show(champion);
        open.delete(tallied.span().from());
        reached.put(WRITTEN, tallied.span().to());
    }

    private void forward(String key, MetricsWindow window) {
        context.forward(new Record<>(key, window, window.getTo().toEpochMilli()));
    }

    private static MetricsWindow window(Span span, long version, Tally tally) {
        return new MetricsWindow(
                Instant.ofEpochMilli(span.from()),
                Instant.ofEpochMilli(span.to()),
                version,
                tally.outcomes(),
                tally.metrics(),
                tally.counts());
    }

    /** Another instance goes on. */
    @Override
    public void close() {
        meters.clear();
    }
}
