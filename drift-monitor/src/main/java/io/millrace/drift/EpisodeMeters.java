package io.millrace.drift;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.EpisodePhase;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Episodes for who watches the process: gauge {@code millrace.drift.open}, 1 for the kind of the one that is open, and counter {@code millrace.drift.episodes}
 * of those opened since the process started. Only the process with the monitor knows what is open; elsewhere the gauges are NaN.
 */
final class EpisodeMeters {
    private final Map<DriftKind, Counter> opened = new EnumMap<>(DriftKind.class);
    private final MultiGauge open;

    EpisodeMeters(String pipeline, MeterRegistry meters) {
        for (DriftKind kind : DriftKind.values()) {
            opened.put(kind, meters.counter("millrace.drift.episodes", "pipeline", pipeline, "kind", kind.name()));
        }
        open = MultiGauge.builder("millrace.drift.open")
                .tags("pipeline", pipeline)
                .register(meters);
        clear();
    }

    void count(DriftKind kind, EpisodePhase phase) {
        if (phase == EpisodePhase.OPENED) {
            opened.get(kind).increment();
        }
    }

    void show(Optional<Drifting> episode) {
        register(Arrays.stream(DriftKind.values())
                .collect(Collectors.toMap(
                        kind -> kind,
                        kind -> episode.filter(on -> on.kind() == kind).isPresent() ? 1.0 : 0.0)));
    }

    void clear() {
        register(Arrays.stream(DriftKind.values()).collect(Collectors.toMap(kind -> kind, kind -> Double.NaN)));
    }

    private void register(Map<DriftKind, Double> values) {
        List<MultiGauge.Row<?>> rows = values.entrySet().stream()
                .<MultiGauge.Row<?>>map(
                        row -> MultiGauge.Row.of(Tags.of("kind", row.getKey().name()), row.getValue()))
                .toList();
        open.register(rows, true);
    }
}
