package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventTimesTest {
    private KeyValueStore<String, Long> store;

    @BeforeEach
    void open() {
        store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(SeenStores.EVENT_TIME), Serdes.String(), Serdes.Long())
                .withLoggingDisabled()
                .build();
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(new Properties());
        store.init(context.getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private EventTimes task() {
        return new EventTimes(store);
    }

    @Test
    void shouldComeToTheLatestAndStayThere() {
        EventTimes times = task();
        assertThat(times.latest(0)).isEqualTo(Seen.NEVER);

        assertThat(times.advance(500, 0)).isTrue();
        assertThat(times.advance(400, 1)).isFalse();
        assertThat(times.latest(2)).isEqualTo(500);
    }

    @Test
    void shouldGoOnWhereTheTaskBeforeWasSaved() {
        EventTimes times = task();
        times.advance(500, 10);
        times.save();
        times.advance(900, 11);

        assertThat(task().latest(11)).isEqualTo(500);
    }

    @Test
    void shouldBeWhatItWasForRecordsThatAreReadAgain() {
        EventTimes times = task();
        times.advance(500, 10); // committed
        times.save();
        times.advance(900, 20); // saved, but not committed
        times.save();

        for (int attempt = 0; attempt < 3; attempt++) {
            EventTimes again = task();
            assertThat(again.latest(12)).isEqualTo(500);
            again.advance(600, 12);
            again.save();
        }
        EventTimes last = task();
        last.advance(900, 20);
        assertThat(last.latest(21)).isEqualTo(900);
    }

    @Test
    void shouldCountNothingAsLateWhereItDoesNotKnowWhatTheTimeWas() {
        EventTimes times = task();
        times.advance(500, 10);
        times.save();
        times.advance(900, 20);
        times.save();

        assertThat(task().latest(9)).isEqualTo(Seen.NEVER);
    }

    @Test
    void shouldReadWhatWasSavedWithoutOffsets() {
        store.put(EventTimes.LATEST, 500L);
        assertThat(task().latest(0)).isEqualTo(500);
    }

    @Test
    void shouldTellTheTruthHoweverMuchOfASaveTheChangelogLacks() {
        EventTimes times = task();
        times.advance(500, 10);
        times.save();
        times.advance(700, 15);
        times.save();
        store.put(EventTimes.BEFORE_OFFSET, 15L);
        assertThat(task().latest(16)).isEqualTo(700);
        store.put(EventTimes.BEFORE, 700L);
        assertThat(task().latest(16)).isEqualTo(700);
        store.put(EventTimes.LATEST_OFFSET, 20L);
        assertThat(task().latest(16)).isEqualTo(700);
    }
}
