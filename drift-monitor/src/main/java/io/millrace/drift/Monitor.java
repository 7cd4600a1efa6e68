package io.millrace.drift;

import io.millrace.drift.windows.Difference;
import io.millrace.drift.windows.Reference;
import io.millrace.drift.windows.SeriesReference;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.EpisodePhase;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.WatchedSeries;
import io.millrace.schemas.pipeline.Drift;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The drift monitor of one pipeline: shows the evidence to the detectors, what they see to the standing, and collects what is decided. The
 * same evidence in the same order gives the same decisions, ids included, but where windows are closed by the clock. Not thread-safe.
 */
final class Monitor {
    private final PipelineDefinition pipeline;
    private final References references;
    private final InstantSource clock;
    private MonitorState state;
    private Windows windows;

    /** @param clock by which windows close that do not fill up */
    Monitor(
            PipelineDefinition pipeline,
            References references,
            InstantSource clock,
            MonitorState state,
            Windows windows) {
        this.pipeline = pipeline;
        this.references = references;
        this.clock = clock;
        this.state = state;
        this.windows = windows;
    }

    MonitorState state() {
        return state;
    }

    Windows windows() {
        return windows;
    }

    List<Decision> onOutcome(OutcomeSeen seen, long at) {
        Optional<Double> bound = bound(seen);
        OutcomeSeen outcome = seen.ofNumber() ? seen.judged(bound.orElse(Double.POSITIVE_INFINITY)) : seen;
        state = state.countOutcome();
        List<Decision> decisions = new ArrayList<>(2);
        state.champion().ifPresent(before -> {
            Champion champion = before.after(outcome, at, pipeline.training().minExamples());
            state = state.with(champion);
            if (champion.answered(outcome)) {
                champion.errors()
                        .map(watch -> watch.sighting(state.outcomes(), bound))
                        .ifPresent(errs -> take(state.standing().onErrors(errs, now()), errs, decisions));
            }
        });
        askIfNeeded(at, decisions);
        return decisions;
    }

    /** From which distance on a number is an error, its model's reference says; without one nothing is. */
    private Optional<Double> bound(OutcomeSeen seen) {
        return seen.ofNumber() ? references.of(seen.modelVersion()).flatMap(Reference::errorBound) : Optional.empty();
    }

    List<Decision> onSeries(SeriesSeen more, long at) {
        List<Decision> decisions = new ArrayList<>(2);
        if (state.champion()
                .filter(champion -> champion.version() == more.modelVersion())
                .isPresent()) {
            SeriesWatch watch = windows.of(more.series())
                    .after(more, clock.millis(), pipeline.drift().pane());
            if (watch.isFull(pipeline.drift())) {
                windows = windows.with(more.series(), watch.slid(clock.millis()));
                compare(watch, decisions);
            } else {
                windows = windows.with(more.series(), watch);
            }
        }
        askIfNeeded(at, decisions);
        return decisions;
    }

    /** To be called now and then: closes windows that have not filled up in time. */
    List<Decision> onClock() {
        List<Decision> decisions = new ArrayList<>(2);
        pipeline.drift().windowTime().ifPresent(time -> {
            for (WatchedSeries series : WatchedSeries.values()) {
                SeriesWatch watch = windows.of(series);
                if (watch.records() >= Drift.LEAST_WINDOW && clock.millis() - watch.startedAt() >= time.toMillis()) {
                    windows = windows.with(series, watch.emptied());
                    compare(watch, decisions);
                    askIfNeeded(watch.window().orElseThrow().to(), decisions);
                }
            }
        });
        return decisions;
    }

    List<Decision> onModel(ModelSeen model, long at) {
        ModelVersion version = model.version();
        boolean answer = state.requests().isLatest(version.getLineage().getRequest());
        if (model.serves()) {
            onChampion(version, answer);
        } else if (answer && isNoChampion(version)) {
            state = state.with(state.requests().refused()).with(state.standing().onRefusal());
        }
        List<Decision> decisions = new ArrayList<>(1);
        askIfNeeded(at, decisions);
        return decisions;
    }

    /** A shadow may still become champion, but the next request need not wait for that. */
    private static boolean isNoChampion(ModelVersion version) {
        return version.getStatus() == ModelStatus.REJECTED || version.getStatus() == ModelStatus.SHADOW;
    }

    private void onChampion(ModelVersion version, boolean answer) {
        if (answer) {
            state = state.with(state.requests().answered());
        }
        if (state.champion().map(Champion::version).orElse(0L) != version.getVersion()) {
            Champion champion =
                    Champion.of(version, state.outcomes(), state.requests().since(), pipeline);
            windows = windows.onChampion();
            state = state.with(champion);
            state = state.with(state.standing().onChampion(champion, now()));
        }
    }

    /** What is missing or unknown comes first: drifted values may be its shadow. */
    private void compare(SeriesWatch watch, List<Decision> decisions) {
        SeriesSeen window = watch.window().orElseThrow();
        WatchedSeries series = window.series();
        Optional<SeriesReference> columns =
                references.of(window.modelVersion()).flatMap(reference -> reference.series(series));
        columns.filter(known -> known.places() == window.counts().length()).ifPresent(known -> {
            if (series == WatchedSeries.FEATURES) {
                Difference faults =
                        known.faults(window.counts(), windows.quarantined().movements(window));
                show(sighting(DriftKind.QUALITY, window, faults, watch.seen()), decisions);
                if (!faults.drifted()) {
                    windows = windows.with(
                            windows.quarantined().plus(watch.panes().get(0)));
                }
            }
            if (window.records() >= Drift.LEAST_WINDOW) { // fewer where nearly all are in quarantine
                Difference difference = known.difference(window.counts());
                show(sighting(kind(series), window, difference, watch.seen()), decisions);
            }
        });
    }

    private static WindowSighting sighting(DriftKind kind, SeriesSeen window, Difference difference, long seen) {
        return new WindowSighting(kind, window.modelVersion(), difference, seen, window.from(), window.to());
    }

    private static DriftKind kind(WatchedSeries series) {
        return switch (series) {
            case FEATURES -> DriftKind.FEATURE;
            case PREDICTIONS -> DriftKind.PREDICTION;
            case LABELS -> DriftKind.LABEL;
        };
    }

    private void show(WindowSighting seen, List<Decision> decisions) {
        boolean faulty = windows.drifted().contains(DriftKind.QUALITY);
        windows = windows.after(seen);
        if (faulty && !windows.drifted().contains(DriftKind.QUALITY)) {
            state = state.champion().map(Champion::recovered).map(state::with).orElse(state);
        }
        take(state.standing().onWindow(seen, now()), seen, decisions);
    }

    private void take(Step step, Sighting seen, List<Decision> decisions) {
        state = state.with(step.next());
        step.announcement().ifPresent(announcement -> {
            if (announcement.phase() == EpisodePhase.OPENED) {
                state = state.countEpisode();
            }
            decisions.add(new Decision.Alert(announcement, seen));
        });
    }

    private void askIfNeeded(long at, List<Decision> decisions) {
        Optional<RetrainPolicy.Verdict> ofEpisode =
                state.standing().episode().map(episode -> RetrainPolicy.judge(episode, pipeline.drift()));
        Optional<Need> need = changedEncoder()
                .or(() -> ofEpisode.flatMap(RetrainPolicy.Verdict::need))
                .or(() -> otherwise(at));
        if (need.isPresent()) {
            ask(need.get(), at, decisions);
        } else {
            ofEpisode.ifPresent(verdict ->
                    withhold(state.standing().episode().orElseThrow().id(), verdict.against(), at, decisions));
        }
    }

    private void ask(Need need, long at, List<Decision> decisions) {
        Optional<String> hindrance = state.requests().hindrance(state.outcomes(), at, pipeline);
        if (hindrance.isPresent()) {
            if (!state.requests().isAbout(need.about())) {
                withhold(need.about(), hindrance.get(), at, decisions);
            }
            return;
        }
        state = state.with(state.requests().ask(need, state.outcomes(), at));
        String id = state.requests().latest().orElseThrow().id();
        decisions.add(new Decision.Request(id, need, at, pipeline.training()));
        state = state.withDecided(need.about() + " " + id);
        decisions.add(new Decision.Told(
                need.episode(), Optional.of(id), championVersion(), state.outcomes(), at, need.message()));
    }

    /** Written down once, until something else is decided. */
    private void withhold(String about, String why, long at, List<Decision> decisions) {
        String decided = about + " " + why;
        if (decided.equals(state.decided())) {
            return;
        }
        state = state.withDecided(decided);
        Optional<String> episode = state.standing().episode().map(Drifting::id).filter(about::equals);
        decisions.add(new Decision.Told(
                episode, Optional.empty(), championVersion(), state.outcomes(), at, about + ": " + why));
    }

    private long championVersion() {
        return state.champion().map(Champion::version).orElse(0L);
    }

    /** Comes before a drift: what is trained now is of the new encoder either way, on examples from the change on. */
    private Optional<Need> changedEncoder() {
        return state.champion()
                .flatMap(champion -> champion.change().need(pipeline.training().minExamples()));
    }

    private Optional<Need> otherwise(long at) {
        return state.champion().isPresent() ? scheduled(at) : coldStart();
    }

    /** Not while a fault of the data is in what would be learnt from. */
    private Optional<Need> scheduled(long at) {
        return state.standing().episode().isPresent()
                ? Optional.empty()
                : state.requests()
                        .scheduled(state.outcomes(), at, pipeline)
                        .or(() -> state.champion()
                                .flatMap(champion -> state.requests().grown(champion, state.outcomes(), pipeline)));
    }

    private Optional<Need> coldStart() {
        return state.outcomes() < pipeline.training().minExamples()
                ? Optional.empty()
                : Optional.of(new Need(
                        RetrainCause.COLD_START,
                        Optional.empty(),
                        0,
                        "no model yet, and " + state.outcomes() + " labelled records"));
    }

    private Moment now() {
        long served = state.outcomes() - state.champion().map(Champion::arrived).orElse(0L);
        return new Moment(
                state.outcomes(),
                "drift-" + (state.episodes() + 1),
                windows.drifted(),
                served < pipeline.drift().retryAfter(),
                pipeline.drift());
    }
}
