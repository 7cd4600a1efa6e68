package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LearnedColumnTest {
    private static final long MINUTE = LearnedColumn.PATIENCE.toMillis();

    private final KeyValueStore<String, Integer> known = store();
    private final LearnedColumn column =
            new LearnedColumn("shop", 3, known, new VocabularyCounters("shops", new SimpleMeterRegistry()));

    @AfterEach
    void closeTheStore() {
        known.close();
    }

    @Test
    void shouldAskOnceAndAgainAfterAMinute() {
        assertThat(column.asks("kiosk", 0)).isTrue();
        assertThat(column.asks("kiosk", MINUTE - 1)).isFalse();
        assertThat(column.asks("bakery", MINUTE - 1)).isTrue();
        assertThat(column.asks("kiosk", MINUTE)).isTrue();
        assertThat(column.asks("bakery", MINUTE)).isFalse();
    }

    @Test
    void shouldAskForNoMoreCategoriesAtATimeThanThereAreCodesLeft() {
        give("market", 1);
        assertThat(column.asks("kiosk", 0)).isTrue();
        assertThat(column.asks("bakery", 0)).isTrue();
        assertThat(column.asks("butcher", 0)).isFalse();
        assertThat(column.asks("butcher", MINUTE)).isTrue();
    }

    @Test
    void shouldAskForTheLastCodesThoughNobodyMetTheAnsweredCategoriesAgain() {
        column.asks("kiosk", 0);
        column.asks("bakery", 0);
        give("kiosk", 1);
        give("bakery", 2);
        assertThat(column.asks("butcher", 0)).isTrue();
        assertThat(column.asks("market", 0)).isFalse();
    }

    @Test
    void shouldStopAskingWhenFull() {
        give("kiosk", 3);
        assertThat(column.asks("bakery", 0)).isFalse();
        assertThat(column.asks("bakery", MINUTE)).isFalse();
    }

    @Test
    void shouldFindACodeFromWhenOnItIsThere() {
        assertThat(column.code("kiosk")).isZero();
        give("kiosk", 2);
        assertThat(column.code("kiosk")).isEqualTo(2);
        assertThat(column.code("kiosk")).isEqualTo(2);
    }

    private void give(String category, int code) {
        known.put(VocabularyKey.of("shop", category), code);
        known.put(VocabularyKey.ofColumn("shop"), code);
    }

    private static KeyValueStore<String, Integer> store() {
        KeyValueStore<String, Integer> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("known"), Serdes.String(), Serdes.Integer())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
