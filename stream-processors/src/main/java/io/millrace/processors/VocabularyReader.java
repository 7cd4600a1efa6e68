package io.millrace.processors;

import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.VocabularyEntry;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every learned code in the global store of this process, whole before the first record is encoded. A code once read
 * stays: neither another entry for its category nor a tombstone takes it away.
 */
final class VocabularyReader implements Processor<String, byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(VocabularyReader.class);

    private final OwnRecords<VocabularyEntry> entries;
    private final Duration pause;
    private KeyValueStore<String, Integer> codes;

    /** @param pause before the registry is asked again where it gave no answer */
    VocabularyReader(OwnRecords<VocabularyEntry> entries, Duration pause) {
        this.entries = entries;
        this.pause = pause;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        codes = context.getStateStore(VocabularyTopology.KNOWN);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        read(record.value()).filter(entry -> entry.getCode() > 0).ifPresent(this::keep);
    }

    private void keep(VocabularyEntry entry) {
        String key = VocabularyKey.of(entry.getColumn(), entry.getValue());
        Integer before = codes.putIfAbsent(key, entry.getCode());
        if (before != null && before != entry.getCode()) {
            LOG.warn("'{}' has code {} for ever: passed over an entry that says {}", key, before, entry.getCode());
            return;
        }
        String column = VocabularyKey.ofColumn(entry.getColumn());
        Integer highest = codes.get(column);
        if (highest == null || highest < entry.getCode()) {
            codes.put(column, entry.getCode());
        }
    }

    /** Waits for a registry that is away: the thread that reads for the whole process cannot be replaced. */
    private Optional<VocabularyEntry> read(byte[] value) {
        while (true) {
            try {
                return entries.read(value);
            } catch (RetriableException e) {
                LOG.warn("waiting for the learned vocabularies: {}", e.getMessage());
                sleep(e);
            }
        }
    }

    private void sleep(RetriableException reason) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }
}
