package io.millrace.processors;

import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.Outcome;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Counts the outcomes of one partition and sends each window on as one record, once the partition is through with it. The window that runs is in
 * memory, for it is on the path of every outcome, and goes into the store right before a commit.
 */
final class OutcomeCounter implements Processor<String, byte[], String, PartitionShare> {
    static final String STORE = "outcome-counts";
    private static final String KEY = "window";
    private static final Duration TICK = Duration.ofSeconds(1);

    /** After so many ticks without an outcome in between, no more are taken to be there. */
    private static final int SILENT_TICKS = 4;

    private final OwnRecords<Outcome> outcomes;
    private final Duration length;
    private ProcessorContext<String, PartitionShare> context;
    private KeyValueStore<String, PartitionWindow> store;
    private Commits commits;
    private PartitionWindow window;
    private int silentTicks;

    private OutcomeCounter(OwnRecords<Outcome> outcomes, Duration length) {
        this.outcomes = outcomes;
        this.length = length;
    }

    static ProcessorSupplier<String, byte[], String, PartitionShare> supplier(
            OwnRecords<Outcome> outcomes, Duration length) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, byte[], String, PartitionShare> get() {
                return new OutcomeCounter(outcomes, length);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return new LinkedHashSet<>(List.of( // in this order in the description of the graph
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(STORE),
                                Serdes.String(),
                                EvaluateBytes.serde(PartitionWindow::write, in -> PartitionWindow.read(in, length))),
                        new CommitMarksBuilder()));
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, PartitionShare> processorContext) {
        context = processorContext;
        store = context.getStateStore(STORE);
        commits = context.getStateStore(CommitMarks.NAME);
        commits.before(this::save);
        PartitionWindow kept = store.get(KEY);
        window = kept == null ? new PartitionWindow(context.taskId().partition(), length) : kept;
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        silentTicks = 0;
        outcomes.read(record.value()).ifPresent(outcome -> {
            window.add(outcome, record.timestamp(), context.currentSystemTimeMs())
                    .ifPresent(this::send);
            commits.await();
        });
    }

    private void tick(long wallClock) {
        silentTicks = Math.min(SILENT_TICKS, silentTicks + 1);
        if (silentTicks == SILENT_TICKS) {
            window.endBy(wallClock).ifPresent(this::send);
        }
    }

    private void send(PartitionShare share) {
        context.forward(new Record<>(EvaluateTopology.TOGETHER, share, share.reached()));
        commits.await();
    }

    /** Before a commit. A task that is given up closes its stores in any order; what it held back was not committed. */
    private void save() {
        if (store.isOpen()) {
            store.put(KEY, window);
        }
    }
}
