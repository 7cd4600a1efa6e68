package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.VocabularyEntry;
import io.millrace.schemas.VocabularyRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer over many lives, each of which begins with what Kafka may have left of the one before. */
class VocabularyWriterTest {
    private static final int SIZE = 40;
    private static final int REQUESTS = 400;

    private final Random random = new Random();
    private final PipelineDefinition pipeline =
            LearningRun.pipeline("{name: shop, type: categorical, learn: " + SIZE + "}");
    private final Topics topics = Topics.of(pipeline);
    private final SchemaRegistry registry = new SchemaRegistry("fake", new FakeRegistry());
    private final AvroSerde<VocabularyRequest> serde = AvroSerde.of(topics.vocabularyRequests(), registry);

    /** The requests topic. */
    private final List<String> requests = new ArrayList<>();

    /** The vocabularies topic. */
    private final List<VocabularyEntry> written = new ArrayList<>();

    /** What the changelog held after each request; the first is empty. */
    private final List<Map<String, Integer>> changelog = new ArrayList<>(List.of(Map.of()));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldNeverGiveACategoryTwoCodesNorACodeTwiceHoweverOftenItDies(long seed) {
        random.setSeed(seed);
        for (int i = 0; i < REQUESTS; i++) {
            requests.add("shop-" + random.nextInt(2 * SIZE));
        }
        int committed = 0;
        while (committed < REQUESTS) {
            committed = life(committed, Math.min(REQUESTS, committed + 1 + random.nextInt(60)));
        }
        Map<String, Integer> codes = new HashMap<>();
        for (VocabularyEntry entry : written) {
            Integer before = codes.putIfAbsent(entry.getValue(), entry.getCode());
            assertThat(before).as(entry.toString()).isIn(null, entry.getCode());
        }
        assertThat(codes.values()).hasSize(SIZE).doesNotHaveDuplicates().allMatch(code -> 1 <= code && code <= SIZE);
    }

    /**
     * From the last commit to a death somewhere behind the next. What was done after the commit may be there already, or
     * not: the changelog holds the commit at least, and of the entries any part has been read. Where the changelog is lost,
     * with an application that was stopped, all have.
     *
     * @return the position that was committed
     */
    private int life(int from, int until) {
        boolean lost = random.nextInt(4) == 0;
        Map<String, Integer> kept = lost ? Map.of() : changelog.get(from + random.nextInt(changelog.size() - from));
        int read = lost ? written.size() : random.nextInt(written.size() + 1);
        changelog.subList(from + 1, changelog.size()).clear();
        MockProcessorContext<String, VocabularyEntry> context = new MockProcessorContext<>();
        KeyValueStore<String, Integer> given = store(context, VocabularyTopology.GIVEN);
        KeyValueStore<String, Integer> known = store(context, VocabularyTopology.KNOWN);
        kept.forEach(given::put);
        keep(written.subList(0, read), known);
        VocabularyWriter writer = writer(context);
        for (int position = from; position < until; position++) {
            writer.process(new Record<>("shop", request(requests.get(position)), 0));
            context.forwarded()
                    .forEach(forward ->
                            written.add((VocabularyEntry) forward.record().value()));
            context.resetForwards();
            changelog.add(contents(given));
        }
        given.close();
        known.close();
        return from + random.nextInt(until - from + 1);
    }

    private byte[] request(String shop) {
        return serde.serialize(topics.vocabularyRequests().name(), new VocabularyRequest("shop", shop));
    }

    private VocabularyWriter writer(MockProcessorContext<String, VocabularyEntry> context) {
        VocabularyWriter writer = new VocabularyWriter(
                new OwnRecords<>(topics.vocabularyRequests(), registry),
                VocabularyTopology.sizes(pipeline),
                new VocabularyCounters(pipeline.name(), new SimpleMeterRegistry()));
        writer.init(context);
        return writer;
    }

    /** As the reader does. */
    private static void keep(List<VocabularyEntry> entries, KeyValueStore<String, Integer> known) {
        for (VocabularyEntry entry : entries) {
            known.put(VocabularyKey.of("shop", entry.getValue()), entry.getCode());
            Integer highest = known.get(VocabularyKey.ofColumn("shop"));
            known.put(VocabularyKey.ofColumn("shop"), Math.max(highest == null ? 0 : highest, entry.getCode()));
        }
    }

    private static Map<String, Integer> contents(KeyValueStore<String, Integer> store) {
        Map<String, Integer> contents = new HashMap<>();
        try (KeyValueIterator<String, Integer> all = store.all()) {
            all.forEachRemaining(code -> contents.put(code.key, code.value));
        }
        return contents;
    }

    private static KeyValueStore<String, Integer> store(MockProcessorContext<?, ?> context, String name) {
        KeyValueStore<String, Integer> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.Integer())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }
}
