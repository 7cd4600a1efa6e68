package io.millrace.models.onnx;

import java.util.Map;

/**
 * The one-hot inputs of a net: one per code of a categorical column that training saw, 1 where the vector shows that code.
 * A missing value is code 0, unknown.
 */
final class Codes {
    private final int[] slots;
    private final float[] codes;

    Codes(int[] slots, float[] codes) {
        this.slots = slots;
        this.codes = codes;
    }

    int count() {
        return slots.length;
    }

    int slot(int input) {
        return slots[input];
    }

    float code(int input) {
        return codes[input];
    }

    void apply(float[] matrix, int from, float[] seen, int to) {
        for (int i = 0; i < slots.length; i++) {
            float code = matrix[from + slots[i]];
            seen[to + i] = (Float.isNaN(code) ? 0 : code) == codes[i] ? 1 : 0;
        }
    }

    /** Comparing the column, repeated once per code, with the codes needs no integers and no range checks. */
    String nodes(OnnxGraph graph, String features) {
        String raw = graph.node("Gather", Map.of("axis", 1L), features, graph.indices(slots));
        String code = graph.node("Where", graph.node("IsNaN", raw), graph.scalar(0), raw);
        return graph.asFloat(graph.node("Equal", code, graph.floats(codes)));
    }

    /** How often each code of a column came. */
    static int[] counts(int slot, int size, float[] matrix, int rows, int features) {
        int[] counts = new int[size];
        for (int row = 0; row < rows; row++) {
            float code = matrix[row * features + slot];
            int known = Float.isNaN(code) ? 0 : (int) code;
            if (0 <= known && known < size) {
                counts[known]++;
            }
        }
        return counts;
    }

    /** Collects the codes that some rows show and others do not. */
    static final class Fit {
        private final Slots slots = new Slots();
        private final FloatList codes = new FloatList();

        /** @param counts how often each code came */
        void add(int slot, int[] counts, int rows) {
            for (int code = 0; code < counts.length; code++) {
                if (0 < counts[code] && counts[code] < rows) {
                    slots.add(slot);
                    codes.add(code);
                }
            }
        }

        boolean isEmpty() {
            return slots.isEmpty();
        }

        Codes fitted() {
            return new Codes(slots.toArray(), codes.toArray());
        }
    }
}
