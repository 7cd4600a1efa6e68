package io.millrace.drift;

import io.millrace.schemas.pipeline.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The window of a series that fills. It consists of panes, one behind the other, and is compared each time the last of them is full; then the first one leaves. Windows
 * that do not overlap have one pane. A pane may hold a few records more than was asked for, since they come in batches.
 *
 * @param seen records of the series so far, of all versions
 * @param panes the oldest first; empty where the window has just been emptied
 * @param startedAt when its first records came, or it was compared last, by this process's clock, in milliseconds
 */
record SeriesWatch(long seen, List<SeriesSeen> panes, long startedAt) {
    SeriesWatch {
        panes = List.copyOf(panes);
    }

    static SeriesWatch fresh() {
        return new SeriesWatch(0, List.of(), 0);
    }

    /** @param pane records of a pane */
    SeriesWatch after(SeriesSeen more, long clock, int pane) {
        List<SeriesSeen> next = new ArrayList<>(panes);
        int last = panes.size() - 1;
        if (last >= 0 && panes.get(last).records() < pane) {
            next.set(last, panes.get(last).plus(more));
        } else {
            next.add(more);
        }
        return new SeriesWatch(seen + more.records(), next, panes.isEmpty() ? clock : startedAt);
    }

    boolean isFull(Drift settings) {
        return panes.stream().mapToLong(SeriesSeen::arrived).sum() >= settings.window()
                && panes.get(panes.size() - 1).arrived() >= settings.pane();
    }

    /** It was compared: its first pane makes room. */
    SeriesWatch slid(long clock) {
        return new SeriesWatch(seen, panes.subList(1, panes.size()), clock);
    }

    /** What it holds counts no more: its time was over, or another version serves. */
    SeriesWatch emptied() {
        return new SeriesWatch(seen, List.of(), 0);
    }

    /** All that is in it; empty where there is nothing. */
    Optional<SeriesSeen> window() {
        return panes.stream().reduce(SeriesSeen::plus);
    }

    long records() {
        return panes.stream().mapToLong(SeriesSeen::records).sum();
    }
}
