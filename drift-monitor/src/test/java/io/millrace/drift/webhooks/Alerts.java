package io.millrace.drift.webhooks;

import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.DriftCause;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.DriftedColumn;
import io.millrace.schemas.EpisodePhase;
import io.millrace.schemas.Severity;
import java.time.Instant;
import java.util.List;

/** Alerts as tests want them. */
final class Alerts {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Alerts() {}

    static DriftAlert alert(String episode, EpisodePhase phase) {
        return alert(episode, phase, DriftKind.PREDICTION);
    }

    static DriftAlert alert(String episode, EpisodePhase phase, DriftKind kind) {
        return alert(episode, phase, kind, 12.1);
    }

    /** Changed half an hour before noon. */
    static DriftAlert alert(String episode, EpisodePhase phase, DriftKind kind, double threshold) {
        return DriftAlert.newBuilder()
                .setEpisode(episode)
                .setPhase(phase)
                .setKind(kind)
                .setSeverity(kind == DriftKind.PERFORMANCE ? Severity.CRITICAL : Severity.WARNING)
                .setStatistic("chi-square")
                .setValue(31.5)
                .setThreshold(threshold)
                .setReference(0.25)
                .setCurrent(0.5)
                .setModelVersion(7)
                .setObserved(12_000)
                .setChangedAt(NOON.minusSeconds(1800))
                .setAt(NOON.minusSeconds(60))
                .setMessage("half of them are refused")
                .setCause(DriftCause.DATA)
                .setColumns(List.of(new DriftedColumn("amount", 1e-9, 0.25, "at least 900.0", 0.1, 0.35)))
                .build();
    }
}
