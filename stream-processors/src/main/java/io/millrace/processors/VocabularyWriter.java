package io.millrace.processors;

import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.VocabularyEntry;
import io.millrace.schemas.VocabularyRequest;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of the learned vocabularies: gives each category that is asked for the next code of its column, once. The
 * topic of requests has one partition, so there is one task of it.
 *
 * <p>Its store has all that was given, up to the last commit, wherever its task comes to life again. Should store and
 * changelog be lost, it begins with what the vocabularies say, which were read whole at the start. With delivery at least
 * once requests may be worked on twice; a code depends on the order of the requests alone, so it comes out the same.
 */
final class VocabularyWriter implements Processor<String, byte[], String, VocabularyEntry> {
    private static final Logger LOG = LoggerFactory.getLogger(VocabularyWriter.class);

    private final OwnRecords<VocabularyRequest> requests;
    private final Map<String, Integer> sizes;
    private final VocabularyCounters counters;
    private ProcessorContext<String, VocabularyEntry> context;
    private KeyValueStore<String, Integer> given;
    private ReadOnlyKeyValueStore<String, Integer> known;

    /** @param sizes most codes by column */
    VocabularyWriter(OwnRecords<VocabularyRequest> requests, Map<String, Integer> sizes, VocabularyCounters counters) {
        this.requests = requests;
        this.sizes = sizes;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<String, VocabularyEntry> context) {
        this.context = context;
        this.given = context.getStateStore(VocabularyTopology.GIVEN);
        this.known = context.getStateStore(VocabularyTopology.KNOWN);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        requests.read(record.value())
                .filter(request -> sizes.containsKey(request.getColumn()))
                .ifPresent(request -> answer(request, record.timestamp()));
    }

    /** An answer is repeated as long as it cannot be read: whoever asks again has not seen it. */
    private void answer(VocabularyRequest request, long timestamp) {
        if (given.approximateNumEntries() == 0) {
            takeOver();
        }
        String column = request.getColumn();
        String key = VocabularyKey.of(column, request.getValue());
        Integer code = given.get(key);
        if (code != null && known.get(key) != null) {
            return;
        }
        if (code == null) {
            Integer highest = given.get(VocabularyKey.ofColumn(column));
            int next = highest == null ? 1 : highest + 1;
            if (next > sizes.get(column)) {
                return;
            }
            code = give(key, column, next);
        }
        context.forward(new Record<>(key, new VocabularyEntry(column, request.getValue(), code), timestamp));
    }

    private void takeOver() {
        try (KeyValueIterator<String, Integer> codes = known.all()) {
            codes.forEachRemaining(code -> given.put(code.key, code.value));
        }
    }

    private int give(String key, String column, int code) {
        given.put(key, code);
        given.put(VocabularyKey.ofColumn(column), code);
        counters.learned();
        if (code == sizes.get(column)) {
            LOG.warn("the vocabulary of column '{}' is full ({} categories): others stay unknown", column, code);
        }
        return code;
    }
}
