package io.millrace.drift;

import io.millrace.schemas.DriftKind;
import io.millrace.schemas.WatchedSeries;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The windows that fill, by series, and what the latest full ones said.
 *
 * @param drifted kinds whose latest window of this champion differed from its reference
 * @param quarantined what a window's share of records in quarantine is held against
 */
record Windows(SortedMap<WatchedSeries, SeriesWatch> series, SortedSet<DriftKind> drifted, Quarantined quarantined) {
    Windows {
        series = Collections.unmodifiableSortedMap(new TreeMap<>(series));
        drifted = Collections.unmodifiableSortedSet(new TreeSet<>(drifted));
    }

    static Windows none() {
        return new Windows(Collections.emptySortedMap(), Collections.emptySortedSet(), Quarantined.none());
    }

    SeriesWatch of(WatchedSeries which) {
        return series.getOrDefault(which, SeriesWatch.fresh());
    }

    Windows with(WatchedSeries which, SeriesWatch watch) {
        TreeMap<WatchedSeries, SeriesWatch> next = new TreeMap<>(series);
        next.put(which, watch);
        return new Windows(next, drifted, quarantined);
    }

    Windows with(Quarantined next) {
        return new Windows(series, drifted, next);
    }

    Windows after(WindowSighting seen) {
        TreeSet<DriftKind> next = new TreeSet<>(drifted);
        if (seen.drifted()) {
            next.add(seen.kind());
        } else {
            next.remove(seen.kind());
        }
        return new Windows(series, next, quarantined);
    }

    /** Another version serves: its data is held against another reference. */
    Windows onChampion() {
        TreeMap<WatchedSeries, SeriesWatch> next = new TreeMap<>();
        series.forEach((which, watch) -> next.put(which, watch.emptied()));
        return new Windows(next, Collections.emptySortedSet(), Quarantined.none());
    }
}
