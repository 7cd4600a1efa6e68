package io.millrace.benchmarks.score;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.benchmarks.runs.Lap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The laps of every contender, and what the scorers' time went to in them. */
final class Laps {
    private final Map<Contender, List<Lap>> laps = new EnumMap<>(Contender.class);
    private final Map<Contender, List<Split>> splits = new EnumMap<>(Contender.class);

    void add(Contender contender, Lap lap, MeterRegistry meters, long records) {
        laps.computeIfAbsent(contender, key -> new ArrayList<>()).add(lap);
        if (contender.isScorer()) {
            splits.computeIfAbsent(contender, key -> new ArrayList<>()).add(Split.of(meters, records));
        }
    }

    Map<Contender, Lap> medians() {
        Map<Contender, Lap> medians = new EnumMap<>(Contender.class);
        laps.forEach((contender, all) -> medians.put(contender, Lap.median(all)));
        return medians;
    }

    Map<Contender, Split> splits() {
        Map<Contender, Split> medians = new EnumMap<>(Contender.class);
        splits.forEach((contender, all) -> medians.put(contender, Split.median(all)));
        return medians;
    }
}
