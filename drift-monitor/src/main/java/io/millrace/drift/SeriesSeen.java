package io.millrace.drift;

import io.millrace.drift.windows.Counts;
import io.millrace.drift.windows.Part;
import io.millrace.schemas.WatchedSeries;
import java.util.List;

/**
 * Some records of a series, counted by the reference of a model version.
 *
 * @param from the earliest Kafka timestamp among them
 * @param to the latest
 */
record SeriesSeen(WatchedSeries series, long modelVersion, long from, long to, long records, Counts counts)
        implements Evidence {

    static SeriesSeen of(Part part, WatchedSeries series) {
        return new SeriesSeen(series, part.modelVersion(), part.from(), part.to(), part.records(), part.copied());
    }

    /** All that is in this, and in a later one of the same series and version. */
    SeriesSeen plus(SeriesSeen later) {
        return new SeriesSeen(
                series,
                modelVersion,
                Math.min(from, later.from),
                Math.max(to, later.to),
                records + later.records,
                counts.plus(later.counts));
    }

    @Override
    public List<Decision> showTo(Monitor monitor, long at) {
        return monitor.onSeries(this, at);
    }
}
