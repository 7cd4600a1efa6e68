package io.millrace.processors;

import io.millrace.features.Knowledge;
import io.millrace.schemas.VocabularyRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The learned vocabularies as one task sees them. It remembers which categories of the record at hand have no code; once the
 * record is let in, it asks for them. What is put aside teaches nothing. For one thread.
 */
final class LearnedCodes implements Knowledge {
    private final Map<String, LearnedColumn> columns;
    private final Knowledge known;
    private final List<VocabularyRequest> unknown = new ArrayList<>();

    private LearnedCodes(Map<String, LearnedColumn> columns, Knowledge known) {
        this.columns = columns;
        this.known = known;
    }

    /** @param sizes most codes by column; empty where no column learns */
    static LearnedCodes of(Map<String, Integer> sizes, ProcessorContext<?, ?> context, VocabularyCounters counters) {
        if (sizes.isEmpty()) {
            return new LearnedCodes(Map.of(), Knowledge.NONE);
        }
        KeyValueStore<String, Integer> codes = context.getStateStore(VocabularyTopology.KNOWN);
        Map<String, LearnedColumn> columns = new HashMap<>();
        sizes.forEach((column, size) -> columns.put(column, new LearnedColumn(column, size, codes, counters)));
        return new LearnedCodes(columns, (column, value) -> {
            Integer code = codes.get(VocabularyKey.of(column, value));
            return code == null ? 0 : code;
        });
    }

    /** The codes of every column there is or was, for other encoders: asking them teaches nothing. */
    Knowledge known() {
        return known;
    }

    @Override
    public int code(String column, String value) {
        int code = columns.get(column).code(value);
        if (code == 0) {
            unknown.add(new VocabularyRequest(column, value));
        }
        return code;
    }

    /** The record was let in: what it could not be told is asked for, where it is not asked for already. */
    void ask(long now, Consumer<VocabularyRequest> asker) {
        for (VocabularyRequest request : unknown) {
            if (columns.get(request.getColumn()).asks(request.getValue(), now)) {
                asker.accept(request);
            }
        }
        unknown.clear();
    }

    /** The record was put aside. */
    void forget() {
        unknown.clear();
    }
}
