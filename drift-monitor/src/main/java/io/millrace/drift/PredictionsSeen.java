package io.millrace.drift;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often one model version predicted each class, in a row of predictions of one partition.
 *
 * @param from Kafka timestamp of the first prediction
 * @param to the latest Kafka timestamp among them
 */
record PredictionsSeen(long modelVersion, long from, long to, SortedMap<String, Long> counts) implements Evidence {

    PredictionsSeen {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    static PredictionsSeen none(long modelVersion, long from) {
        return new PredictionsSeen(modelVersion, from, from, Collections.emptySortedMap());
    }

    PredictionsSeen plus(String predicted, long at) {
        TreeMap<String, Long> more = new TreeMap<>(counts);
        more.merge(predicted, 1L, Long::sum);
        return new PredictionsSeen(modelVersion, Math.min(from, at), Math.max(to, at), more);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public List<Decision> showTo(Monitor monitor, long at) {
        return monitor.onPredictions(this, at);
    }
}
