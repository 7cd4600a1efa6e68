package io.millrace.statistics.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The places of classes in a {@link ConfusionMatrix}. */
final class Labels {
    private final List<String> labels;
    private final Map<String, Integer> places = new HashMap<>();

    /** @param labels all classes, in the order of their places */
    Labels(List<String> labels) {
        this.labels = List.copyOf(labels);
        for (String label : labels) {
            places.putIfAbsent(label, places.size());
        }
    }

    /** @throws IllegalArgumentException where there is no such class */
    int place(String label) {
        Integer place = places.get(label);
        if (place == null) {
            throw new IllegalArgumentException("no class " + label + " among " + labels);
        }
        return place;
    }

    /** Of a matrix, which has one class at least. */
    int size() {
        return Math.max(1, labels.size());
    }
}
