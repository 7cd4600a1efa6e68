package io.millrace.drift;

import io.millrace.drift.windows.Movement;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many records were put into quarantine since this champion serves, in windows without a fault: what a window is held against. The first window of a champion
 * has nothing to be held against.
 *
 * @param arrived records, those in quarantine among them
 * @param byReason how many are in quarantine
 */
record Quarantined(long arrived, SortedMap<String, Long> byReason) {
    /** Stands in alerts where a column would. */
    private static final String REASON = "quarantine reason";

    Quarantined {
        byReason = Collections.unmodifiableSortedMap(new TreeMap<>(byReason));
    }

    static Quarantined none() {
        return new Quarantined(0, Collections.emptySortedMap());
    }

    Quarantined plus(SeriesSeen pane) {
        return new Quarantined(arrived + pane.arrived(), SeriesSeen.sum(byReason, pane.quarantined()));
    }

    /** By reason, whether more of a window's records are in quarantine. */
    List<Movement> movements(SeriesSeen window) {
        TreeSet<String> reasons = new TreeSet<>(byReason.keySet());
        reasons.addAll(window.quarantined().keySet());
        return reasons.stream().map(reason -> movement(reason, window)).toList();
    }

    private Movement movement(String reason, SeriesSeen window) {
        long before = byReason.getOrDefault(reason, 0L);
        long now = window.quarantined().getOrDefault(reason, 0L);
        return Movement.ofRareShare(REASON, reason, before, arrived, now, window.arrived());
    }
}
