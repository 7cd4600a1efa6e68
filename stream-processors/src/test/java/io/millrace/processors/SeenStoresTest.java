package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenStoresTest {
    private static final long HOUR = 3_600_000;
    private static final long START = 1_790_000_000_000L / HOUR * HOUR;

    private final PipelineDefinition pipeline = pipeline("1h", "exactly-once");

    @TempDir
    private Path directory;

    private MockProcessorContext<Void, Void> context;
    private KeyValueStore<Bytes, byte[]> store;
    private final FakeCommits commits = new FakeCommits();

    @BeforeEach
    void open() {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
        context.setRecordMetadata("records", 0, 0);
        store = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(SeenStores.IDS), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        context.addStateStore(commits);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static PipelineDefinition pipeline(String window, String delivery) {
        return PipelineReader.parse("""
                name: p
                task: binary-classification
                source: {duplicateWindow: %s}
                delivery: %s
                label: {classes: [a, b]}
                columns: [{name: x, type: numeric}]
                """.formatted(window, delivery), "p.yaml");
    }

    private SeenStores task() {
        return SeenStores.of(pipeline, context);
    }

    private SeenStores restarted() {
        commits.commit();
        return task();
    }

    private int chunks() {
        int chunks = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            for (; all.hasNext(); all.next()) {
                chunks++;
            }
        }
        return chunks;
    }

    @Test
    void shouldKnowWhatAnEarlierTaskAccepted() {
        task().add("a", START + 1);
        SeenStores restarted = restarted();
        restarted.add("b", START + 2);

        assertThat(restarted.contains("a", START + HOUR)).isTrue();
        assertThat(restarted.contains("b", START + HOUR)).isTrue();
        assertThat(restarted.contains("c", START + HOUR)).isFalse();
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
        assertThat(restarted().contains("c", START + 9 * HOUR)).isTrue();
    }

    @Test
    void shouldKnowEachOfManyIdsAndNoOtherAlsoAfterARestart() {
        int many = 30_000; // hundreds of chunks, three parts of the index
        SeenStores seen = task();
        IntStream.range(0, many).forEach(i -> seen.add("id-" + i, START + i));

        for (SeenStores each : new SeenStores[] {seen, restarted()}) {
            assertThat(IntStream.range(0, many).allMatch(i -> each.contains("id-" + i, START + HOUR)))
                    .isTrue();
            assertThat(IntStream.range(many, 2 * many).noneMatch(i -> each.contains("id-" + i, START + HOUR)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "7s", "61s", "1h"})
    void shouldAnswerAsAMapOfAllTimesWould(String window) {
        PipelineDefinition any = pipeline(window, "exactly-once");
        long windowMillis = any.source().duplicateWindow().toMillis();
        Map<String, Long> acceptedAt = new HashMap<>();
        Random random = new Random(window.hashCode());
        SeenStores seen = SeenStores.of(any, context);
        long now = START;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(20) > 0 ? random.nextInt(3) : random.nextInt((int) windowMillis / 4 + 100);
            String id = "id-" + random.nextInt(300);
            context.setRecordMetadata("records", 0, i);
            boolean expected = acceptedAt.containsKey(id) && now - acceptedAt.get(id) <= windowMillis;

            assertThat(seen.contains(id, now)).as("%s at %d", id, now).isEqualTo(expected);
            if (!expected) {
                seen.add(id, now);
                acceptedAt.put(id, now);
            }
            if (random.nextInt(50) == 0) {
                commits.commit();
                seen = random.nextInt(10) == 0 ? SeenStores.of(any, context) : seen;
            }
        }
    }

    @Test
    void shouldWriteIdsTogetherThatAreCommittedTogetherAndEachOnce() {
        SeenStores seen = task();
        IntStream.range(0, 10 * IdChunk.MOST + 1).forEach(i -> seen.add("id-" + i, START));
        assertThat(chunks()).isEqualTo(10);
        commits.commit();
        assertThat(chunks()).isEqualTo(11);

        for (int i = 0; i < 5; i++) {
            seen.add("later-" + i, START + i);
            commits.commit();
        }
        commits.commit();
        assertThat(chunks()).isEqualTo(16);
    }

    @Test
    void shouldKnowIdsThatAreNotInTheStoreYet() {
        SeenStores seen = task();
        seen.add("a", START);

        assertThat(chunks()).isZero();
        assertThat(seen.contains("a", START)).isTrue();
        assertThat(seen.contains("b", START)).isFalse();
    }

    @Test
    void shouldSaveTheIdsOfABucketThatTimeLeavesBehindAtOnce() {
        SeenStores seen = task();
        seen.add("a", START);
        seen.add("b", START + 2 * HOUR);
        assertThat(chunks()).isEqualTo(1);
    }

    @Test
    void shouldSaveNothingIntoAStoreThatIsClosed() {
        task().add("a", START);
        store.close();

        assertThatNoException().isThrownBy(commits::commit);
    }

    @Test
    void shouldRemoveOldBucketsLittleByLittle() {
        SeenStores seen = task();
        IntStream.range(0, 100 * IdChunk.MOST).forEach(i -> seen.add("id-" + i, START));
        IntStream.range(0, 33 * IdChunk.MOST).forEach(i -> seen.add("new-" + i, START + 3 * HOUR));
        commits.commit();

        assertThat(chunks()).isEqualTo(33);
        assertThat(task().contains("id-0", START + HOUR)).isFalse();
        assertThat(seen.contains("new-0", START + 4 * HOUR)).isTrue();
    }

    @Test
    void shouldNotTakeARecordForItsOwnDuplicateThatIsReadAgainUnderAtLeastOnce() {
        SeenStores seen = SeenStores.of(pipeline("1h", "at-least-once"), context);
        context.setRecordMetadata("records", 0, 7);
        seen.add("a", START);
        context.setRecordMetadata("records", 0, 8);
        assertThat(seen.contains("a", START)).isTrue();
        commits.commit();

        SeenStores restarted = SeenStores.of(pipeline("1h", "at-least-once"), context);
        context.setRecordMetadata("records", 0, 7);
        assertThat(restarted.contains("a", START)).isFalse();
        restarted.add("a", START);
        context.setRecordMetadata("records", 0, 8);
        assertThat(restarted.contains("a", START)).isTrue();
    }

    @Test
    void shouldComeBackFromTheChangelogOfAnotherInstance() {
        try (EncodeRun run = EncodeRun.avro()) {
            IntStream.range(0, 200).forEach(i -> run.sendLoan("id-" + i, EncodeRun.START));
            run.seenIdsChangelog().forEach(put -> store.put(Bytes.wrap(put.key()), put.value()));
        }
        SeenStores restored = task();
        long now = EncodeRun.START.toEpochMilli() + HOUR;

        assertThat(IntStream.range(0, 200).allMatch(i -> restored.contains("id-" + i, now)))
                .isTrue();
        assertThat(restored.contains("id-200", now)).isFalse();
    }
}
