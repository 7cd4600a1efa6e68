package io.millrace.models.onnx;

import java.util.Map;

/** The numeric inputs of a net: z = (x - mean) / deviation, cut at the limit; a missing x is the mean. */
final class Numbers {
    private final int[] slots;
    private final float[] means;
    private final float[] inverseDeviations;

    Numbers(int[] slots, float[] means, float[] inverseDeviations) {
        this.slots = slots;
        this.means = means;
        this.inverseDeviations = inverseDeviations;
    }

    int count() {
        return slots.length;
    }

    int slot(int input) {
        return slots[input];
    }

    double mean(int input) {
        return means[input];
    }

    double inverseDeviation(int input) {
        return inverseDeviations[input];
    }

    void apply(float[] matrix, int from, float[] seen, int to) {
        for (int i = 0; i < slots.length; i++) {
            float x = matrix[from + slots[i]];
            float filled = Float.isNaN(x) ? means[i] : x;
            float z = (filled - means[i]) * inverseDeviations[i];
            seen[to + i] = Math.min(Math.max(z, -Preprocessing.LIMIT), Preprocessing.LIMIT);
        }
    }

    String nodes(OnnxGraph graph, String features) {
        String x = graph.node("Gather", Map.of("axis", 1L), features, graph.indices(slots));
        String mean = graph.floats(means);
        String filled = graph.node("Where", graph.node("IsNaN", x), mean, x);
        String z = graph.node("Mul", graph.node("Sub", filled, mean), graph.floats(inverseDeviations));
        return graph.node("Clip", z, graph.scalar(-Preprocessing.LIMIT), graph.scalar(Preprocessing.LIMIT));
    }

    /** Collects the columns that vary. */
    static final class Fit {
        private final Slots slots = new Slots();
        private final FloatList means = new FloatList();
        private final FloatList inverseDeviations = new FloatList();

        /** @return how many values of the column are missing */
        int add(int slot, float[] matrix, int rows, int features) {
            int missing = 0;
            int finite = 0;
            double mean = 0;
            double squares = 0; // Welford: sum of squared distances from the running mean
            for (int row = 0; row < rows; row++) {
                float x = matrix[row * features + slot];
                if (Float.isNaN(x)) {
                    missing++;
                } else if (Float.isFinite(x)) {
                    finite++;
                    double distance = x - mean;
                    mean += distance / finite;
                    squares += distance * (x - mean);
                }
            }
            double deviation = finite == 0 ? 0 : Math.sqrt(squares / finite);
            if (Preprocessing.varies(mean, deviation)) {
                slots.add(slot);
                means.add((float) mean);
                inverseDeviations.add((float) (1 / deviation));
            }
            return missing;
        }

        boolean isEmpty() {
            return slots.isEmpty();
        }

        Numbers fitted() {
            return new Numbers(slots.toArray(), means.toArray(), inverseDeviations.toArray());
        }
    }
}
