package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.Source;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenStoresTest {
    private static final long HOUR = 3_600_000;
    private static final long START = 1_790_000_000_000L / HOUR * HOUR;

    private final Source source = PipelineReader.parse("""
                    name: p
                    task: binary-classification
                    source: {duplicateWindow: 1h}
                    label: {classes: [a, b]}
                    columns: [{name: x, type: numeric}]
                    """, "p.yaml").source();

    @TempDir
    private Path directory;

    private MockProcessorContext<Void, Void> context;
    private StateStore store;

    @BeforeEach
    void open() {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
        StoreBuilder<?> builder = SeenStores.builders(source).iterator().next();
        store = builder.withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private SeenStores task() {
        return SeenStores.of(source, context);
    }

    @Test
    void shouldKnowWhatAnEarlierTaskAccepted() {
        task().add("a", START + 1);
        SeenStores restarted = task();

        assertThat(restarted.contains("a", START + HOUR)).isTrue();
        assertThat(restarted.contains("b", START + HOUR)).isFalse();
    }

    @Test
    void shouldKnowAnIdUpToTheEndOfTheWindowAcrossBuckets() {
        SeenStores seen = task();
        seen.add("late in its bucket", START + HOUR - 1);
        seen.add("other", START + HOUR + 5);

        assertThat(seen.contains("late in its bucket", START + 2 * HOUR - 1)).isTrue();
        assertThat(seen.contains("late in its bucket", START + 2 * HOUR)).isFalse();
    }

    @Test
    void shouldStillKnowItsIdsAfterALongGapOrWhenTimeStandsBack() {
        SeenStores seen = task();
        seen.add("a", START);
        seen.add("b", START + 10 * HOUR);

        assertThat(seen.contains("b", START + 10 * HOUR)).isTrue();
        assertThat(seen.contains("a", START + 10 * HOUR)).isFalse();
        seen.add("c", START + 9 * HOUR);
        assertThat(seen.contains("c", START + 9 * HOUR)).isTrue();
    }
}
