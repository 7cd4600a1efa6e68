package io.millrace.drift;

import io.millrace.schemas.EpisodePhase;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The drift monitor of one pipeline: shows the evidence to the detectors, what they see to the standing, and collects what is decided. The
 * same evidence in the same order gives the same decisions, ids included. Not thread-safe.
 */
final class Monitor {
    private final PipelineDefinition pipeline;
    private MonitorState state;

    Monitor(PipelineDefinition pipeline, MonitorState state) {
        this.pipeline = pipeline;
        this.state = state;
    }

    MonitorState state() {
        return state;
    }

    List<Decision> onOutcome(OutcomeSeen outcome, long at) {
        state = state.countOutcome();
        List<Decision> decisions = new ArrayList<>(2);
        state.champion().ifPresent(before -> {
            Champion champion = before.after(outcome, at, pipeline.training().minExamples());
            state = state.with(champion);
            if (champion.answered(outcome)) {
                champion.errors()
                        .map(ErrorWatch::sighting)
                        .ifPresent(seen ->
                                take(state.standing().onErrors(seen, now()), seen, state.outcomes(), decisions));
            }
        });
        askIfNeeded(at, decisions);
        return decisions;
    }

    List<Decision> onPredictions(PredictionsSeen predictions, long at) {
        state = state.countPredictions(predictions.total());
        List<Decision> decisions = new ArrayList<>(2);
        Optional<Champion> watched =
                state.champion().filter(champion -> champion.version() == predictions.modelVersion());
        if (watched.isPresent()) {
            Champion champion = watched.get().after(predictions);
            state = state.with(champion);
            champion.shares()
                    .flatMap(ShareWatch::sighting)
                    .ifPresent(
                            seen -> take(state.standing().onShares(seen, now()), seen, state.predictions(), decisions));
        }
        askIfNeeded(at, decisions);
        return decisions;
    }

    List<Decision> onModel(ModelSeen model, long at) {
        ModelVersion version = model.version();
        boolean answer = state.requests().isLatest(version.getLineage().getRequest());
        if (model.serves()) {
            onChampion(version, answer);
        } else if (answer && version.getStatus() == ModelStatus.REJECTED) {
            state = state.with(state.requests().refused()).with(state.standing().onRefusal());
        }
        List<Decision> decisions = new ArrayList<>(1);
        askIfNeeded(at, decisions);
        return decisions;
    }

    private void onChampion(ModelVersion version, boolean answer) {
        if (answer) {
            state = state.with(state.requests().answered());
        }
        if (state.champion().map(Champion::version).orElse(0L) != version.getVersion()) {
            Champion champion = Champion.of(version, pipeline);
            state = state.with(champion).with(state.standing().onChampion(champion, now()));
        }
    }

    private void take(Step step, Sighting seen, long observed, List<Decision> decisions) {
        state = state.with(step.next());
        step.announcement().ifPresent(announcement -> {
            if (announcement.phase() == EpisodePhase.OPENED) {
                state = state.countEpisode();
            }
            decisions.add(new Decision.Alert(announcement, seen, observed));
        });
    }

    private void askIfNeeded(long at, List<Decision> decisions) {
        need().ifPresent(need -> {
            if (state.requests().mayAsk(state.outcomes(), at, pipeline)) {
                state = state.with(state.requests().ask(state.outcomes(), at));
                String id = state.requests().latest().orElseThrow().id();
                decisions.add(new Decision.Request(id, need, at, pipeline.training()));
            }
        });
    }

    /** A changed encoder comes before a drift: what is trained now is of the new encoder either way, on examples from the change on. */
    private Optional<Need> need() {
        return state.champion()
                .map(champion -> champion.change()
                        .need(pipeline.training().minExamples())
                        .or(state.standing()::need))
                .orElseGet(this::coldStart);
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
        return new Moment(state.outcomes(), "drift-" + (state.episodes() + 1), pipeline.drift());
    }
}
