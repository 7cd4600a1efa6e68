package io.millrace.processors;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.VocabularyEntry;
import io.millrace.schemas.VocabularyRequest;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The part of the encode topology by which columns learn their vocabularies: every task of {@code encode} asks for the
 * codes it misses, one writer gives them, and every process reads all that were given.
 */
final class VocabularyTopology {
    static final String REQUESTS = "vocabulary-requests";
    static final String READ_REQUESTS = "read-vocabulary-requests";
    static final String GIVE = "give-codes";
    static final String VOCABULARIES = "vocabularies";
    static final String READ = "read-vocabularies";
    static final String KEEP = "keep-codes";

    /** Store of the codes that the writer gave. */
    static final String GIVEN = "given-codes";

    /** Global store of all codes. */
    static final String KNOWN = "known-codes";

    private static final Duration REGISTRY_PAUSE = Duration.ofSeconds(1);

    private VocabularyTopology() {}

    /** Most codes by column, for the columns that learn theirs. */
    static Map<String, Integer> sizes(PipelineDefinition pipeline) {
        return pipeline.encodedColumns().stream()
                .filter(column -> column.learn().isPresent())
                .collect(Collectors.toUnmodifiableMap(
                        Column::name, column -> column.learn().orElseThrow()));
    }

    /** Adds nothing where no column learns. */
    static Topology addTo(
            Topology topology, PipelineDefinition pipeline, SchemaRegistry registry, MeterRegistry meters) {
        if (sizes(pipeline).isEmpty()) {
            return topology;
        }
        Topics topics = Topics.of(pipeline);
        OwnRecords<VocabularyEntry> entries = new OwnRecords<>(topics.vocabularies(), registry);
        return addWriter(topology, topics, registry, new Writer(pipeline, registry, meters))
                .addGlobalStore(
                        store(KNOWN).withLoggingDisabled(),
                        READ,
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.vocabularies().name(),
                        KEEP,
                        () -> new VocabularyReader(entries, REGISTRY_PAUSE));
    }

    private static Topology addWriter(Topology topology, Topics topics, SchemaRegistry registry, Writer writer) {
        StringSerializer keys = new StringSerializer();
        return topology.addSink(
                        REQUESTS,
                        topics.vocabularyRequests().name(),
                        keys,
                        AvroSerde.of(topics.vocabularyRequests(), registry),
                        EncodeTopology.ENCODE)
                .addSource(
                        AutoOffsetReset.earliest(),
                        READ_REQUESTS,
                        new AnyTimestamp(),
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.vocabularyRequests().name())
                .addProcessor(GIVE, writer, READ_REQUESTS)
                .addSink(
                        VOCABULARIES,
                        topics.vocabularies().name(),
                        keys,
                        AvroSerde.of(topics.vocabularies(), registry),
                        GIVE);
    }

    private static StoreBuilder<KeyValueStore<String, Integer>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.Integer());
    }

    private record Writer(PipelineDefinition pipeline, SchemaRegistry registry, MeterRegistry meters)
            implements ProcessorSupplier<String, byte[], String, VocabularyEntry> {
        @Override
        public Processor<String, byte[], String, VocabularyEntry> get() {
            OwnRecords<VocabularyRequest> requests =
                    new OwnRecords<>(Topics.of(pipeline).vocabularyRequests(), registry);
            return new VocabularyWriter(requests, sizes(pipeline), new VocabularyCounters(pipeline.name(), meters));
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(store(GIVEN));
        }
    }
}
