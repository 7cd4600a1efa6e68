package io.millrace.drift;

import java.util.Optional;

/**
 * The window of a series that fills. Windows do not overlap; one may hold a few records more than was asked for, since they come in batches.
 *
 * @param seen records of the series so far, of all versions
 * @param window what is in it; empty where it has just been closed
 * @param startedAt when its first records came, by this process's clock, in milliseconds
 */
record SeriesWatch(long seen, Optional<SeriesSeen> window, long startedAt) {
    static SeriesWatch fresh() {
        return new SeriesWatch(0, Optional.empty(), 0);
    }

    SeriesWatch after(SeriesSeen more, long clock) {
        return new SeriesWatch(
                seen + more.records(),
                Optional.of(window.map(before -> before.plus(more)).orElse(more)),
                window.isPresent() ? startedAt : clock);
    }

    /** What it holds counts no more: it was compared, or another version serves. */
    SeriesWatch emptied() {
        return new SeriesWatch(seen, Optional.empty(), 0);
    }

    long records() {
        return window.map(SeriesSeen::records).orElse(0L);
    }
}
