package io.millrace.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the past of an entity says to one of its records.
 *
 * @param slots of the history, in its order
 * @param last what was remembered last, by its name; without what nothing is remembered of
 */
public record PastValues(List<Float> slots, Map<String, Double> last) {
    public PastValues {
        slots = List.copyOf(slots);
        last = Map.copyOf(last);
    }

    /**
     * A vector of the record with its past.
     *
     * @param vector whose last slots are those of the history where {@code history} is true
     * @param open slots that take what was remembered last, by its name
     */
    public List<Float> in(List<Float> vector, boolean history, Map<String, Integer> open) {
        List<Float> values = new ArrayList<>(vector);
        if (history) {
            int first = values.size() - slots.size();
            for (int i = 0; i < slots.size(); i++) {
                values.set(first + i, slots.get(i));
            }
        }
        open.forEach((name, slot) -> {
            if (last.containsKey(name)) {
                values.set(slot, last.get(name).floatValue());
            }
        });
        return values;
    }
}
