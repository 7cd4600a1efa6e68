package io.millrace.drift;

import io.millrace.drift.windows.Counts;
import io.millrace.drift.windows.Part;
import io.millrace.schemas.WatchedSeries;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Some records of a series, counted by the reference of a model version.
 *
 * @param from the earliest Kafka timestamp among them
 * @param to the latest
 * @param records that are counted
 * @param quarantined records that came among them and were put into quarantine, by reason; of other series than FEATURES none
 */
record SeriesSeen(
        WatchedSeries series,
        long modelVersion,
        long from,
        long to,
        long records,
        Counts counts,
        SortedMap<String, Long> quarantined)
        implements Evidence {

    SeriesSeen {
        quarantined = Collections.unmodifiableSortedMap(new TreeMap<>(quarantined));
    }

    static SeriesSeen of(Part part, WatchedSeries series) {
        SortedMap<String, Long> quarantined = new TreeMap<>();
        part.quarantined().forEach((reason, count) -> quarantined.put(reason, (long) count));
        return new SeriesSeen(
                series, part.modelVersion(), part.from(), part.to(), part.records(), part.copied(), quarantined);
    }

    /** All that is in this, and in a later one of the same series and version. */
    SeriesSeen plus(SeriesSeen later) {
        return new SeriesSeen(
                series,
                modelVersion,
                Math.min(from, later.from),
                Math.max(to, later.to),
                records + later.records,
                counts.plus(later.counts),
                sum(quarantined, later.quarantined));
    }

    /** Records, those in quarantine among them. */
    long arrived() {
        return records
                + quarantined.values().stream().mapToLong(Long::longValue).sum();
    }

    static SortedMap<String, Long> sum(SortedMap<String, Long> some, SortedMap<String, Long> more) {
        SortedMap<String, Long> sum = new TreeMap<>(some);
        more.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return sum;
    }

    @Override
    public List<Decision> showTo(Monitor monitor, long at) {
        return monitor.onSeries(this, at);
    }
}
