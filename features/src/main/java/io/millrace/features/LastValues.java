package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.Column.Missing;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which slots of a vector take what the entity had there last, where the record says nothing. A slot is remembered under a name
 * that says all about its column, so that no definition takes another's value for its own. Immutable and thread-safe.
 */
public final class LastValues {
    /** Slots by the name they are remembered under; the one behind each says whether its value is missing. */
    private final Map<String, Integer> slots = new LinkedHashMap<>();

    private LastValues(PipelineDefinition pipeline) {
        List<String> names = VectorLayout.of(pipeline).slots().stream()
                .map(VectorLayout.Slot::name)
                .toList();
        for (Column column : pipeline.encodedColumns()) {
            if (column.missing() == Missing.LAST) {
                slots.put(Fingerprint.of(column), names.indexOf(column.name()));
            }
        }
    }

    public static LastValues of(PipelineDefinition pipeline) {
        return new LastValues(pipeline);
    }

    /** Adds what is to be remembered of a vector: its slots that are not missing. */
    public void remember(FloatVector vector, Map<String, Double> remembered) {
        slots.forEach((name, slot) -> {
            if (vector.at(slot + 1) == 0) {
                remembered.put(name, (double) vector.at(slot));
            }
        });
    }

    /** The slots of a vector that take what was remembered last, by its name. */
    public Map<String, Integer> open(FloatVector vector) {
        if (slots.isEmpty()) {
            return Map.of();
        }
        Map<String, Integer> open = new HashMap<>();
        slots.forEach((name, slot) -> {
            if (vector.at(slot + 1) == 1) {
                open.put(name, slot);
            }
        });
        return open;
    }
}
