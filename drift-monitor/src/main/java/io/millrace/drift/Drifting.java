package io.millrace.drift;

import io.millrace.schemas.DriftKind;
import io.millrace.schemas.EpisodePhase;
import io.millrace.schemas.RetrainCause;
import java.util.Optional;

/**
 * An episode is open. It closes when a successor of the champion has proved itself on live evidence, or when the drift passes by
 * itself.
 *
 * @param kind PERFORMANCE: the error rate rose; PREDICTION: the shares of the predicted classes moved
 * @param openedVersion champion when it opened
 * @param changedAt Kafka timestamp at which the change is believed to have happened
 * @param since Kafka timestamp from which on examples are worth training on
 * @param successor champion that came since, where it may end the episode
 * @param refused whether the trainer has found nothing better since the successor, if any, came
 * @param driftedInARow latest windows in a row that drifted; PREDICTION only
 * @param normalInARow latest windows in a row that did not; PREDICTION only
 */
record Drifting(
        String id,
        DriftKind kind,
        long openedVersion,
        long changedAt,
        long since,
        Optional<Successor> successor,
        boolean refused,
        int driftedInARow,
        int normalInARow)
        implements Standing {

    /** So many drifted windows in a row call for a new model, so many normal ones in a row end the episode. */
    static final int WINDOWS_TO_ACT = 3;

    /**
     * A champion on probation.
     *
     * @param arrived number of the outcome at which it came
     * @param failed whether it errs too much as well
     */
    record Successor(long version, long arrived, boolean failed) {}

    static Drifting opened(String id, DriftKind kind, Sighting seen) {
        return new Drifting(
                id,
                kind,
                seen.modelVersion(),
                seen.changedAt(),
                seen.cleanSince(),
                Optional.empty(),
                false,
                kind == DriftKind.PREDICTION ? 1 : 0,
                0);
    }

    Cooldown close(Moment now) {
        return new Cooldown(now.outcomes() + now.settings().cooldown());
    }

    /** The error rate rises as well: from now on the episode is about that. */
    Drifting escalate(ErrorSighting seen) {
        return new Drifting(
                id,
                DriftKind.PERFORMANCE,
                seen.modelVersion(),
                changedAt,
                seen.cleanSince(),
                Optional.empty(),
                false,
                0,
                0);
    }

    /** @param cleanSince from when on examples are worth training on for the next one */
    Drifting failProbation(Successor failed, long cleanSince) {
        Optional<Successor> marked = Optional.of(new Successor(failed.version(), failed.arrived(), true));
        return new Drifting(id, kind, openedVersion, changedAt, cleanSince, marked, refused, 0, 0);
    }

    Drifting startProbation(Champion champion, Moment now) {
        Optional<Successor> fresh = Optional.of(new Successor(champion.version(), now.outcomes(), false));
        return new Drifting(id, kind, openedVersion, changedAt, since, fresh, false, 0, 0);
    }

    @Override
    public Step onErrors(ErrorSighting seen, Moment now) {
        if (kind == DriftKind.PREDICTION) {
            return switch (seen.signal()) {
                case STABLE, WARNING -> Step.quietly(this);
                case DRIFT -> updating(escalate(seen), seen.inWords());
            };
        }
        if (seen.recovered() && (successor.isPresent() || refused)) {
            return closing(seen.inWords() + ": back at its level", now);
        }
        return successor
                .filter(on -> !on.failed())
                .map(on -> onProbation(on, seen, now))
                .orElse(Step.quietly(this));
    }

    private Step onProbation(Successor on, ErrorSighting seen, Moment now) {
        return switch (seen.signal()) {
            case DRIFT -> updating(failProbation(on, seen.cleanSince()), seen.inWords() + ": it is no better");
            case STABLE, WARNING ->
                Step.quietly(
                        now.outcomes() - on.arrived() >= now.settings().retryAfter() ? failProbation(on, since) : this);
        };
    }

    @Override
    public Step onShares(ShareSighting seen, Moment now) {
        if (kind != DriftKind.PREDICTION) {
            return Step.quietly(this);
        }
        Drifting next = countWindow(seen);
        if (next.normalInARow >= WINDOWS_TO_ACT || (next.normalInARow > 0 && successor.isPresent())) {
            return closing(seen.inWords() + ": no difference any more", now);
        }
        return next.driftedInARow == WINDOWS_TO_ACT
                ? updating(
                        next,
                        seen.inWords() + ", for " + WINDOWS_TO_ACT + " windows in a row: a new model is asked for")
                : Step.quietly(next);
    }

    private Drifting countWindow(ShareSighting seen) {
        int drifted = seen.drifted() ? driftedInARow + 1 : 0;
        long from = drifted == 1 ? seen.cleanSince() : since;
        return new Drifting(
                id,
                kind,
                openedVersion,
                changedAt,
                from,
                successor,
                refused,
                drifted,
                seen.drifted() ? 0 : normalInARow + 1);
    }

    @Override
    public Drifting onChampion(Champion champion, Moment now) {
        boolean askedFor = champion.episode().filter(id::equals).isPresent();
        return askedFor || champion.version() > openedVersion
                ? startProbation(champion, now)
                : new Drifting(id, kind, openedVersion, changedAt, since, Optional.empty(), refused, 0, 0);
    }

    @Override
    public Drifting onRefusal() {
        return new Drifting(id, kind, openedVersion, changedAt, since, successor, true, driftedInARow, normalInARow);
    }

    @Override
    public Optional<Need> need() {
        boolean wanted = kind == DriftKind.PREDICTION
                ? driftedInARow >= WINDOWS_TO_ACT
                : successor.map(Successor::failed).orElse(true);
        return wanted ? Optional.of(new Need(RetrainCause.DRIFT, Optional.of(id), since, reason())) : Optional.empty();
    }

    private String reason() {
        String what = kind == DriftKind.PREDICTION
                ? "the predictions have moved for " + WINDOWS_TO_ACT + " windows in a row"
                : "the error rate has risen";
        return id + ": " + what
                + successor
                        .map(on -> " and model " + on.version() + " did not mend it")
                        .orElse("");
    }

    private static Step updating(Drifting next, String message) {
        return Step.announcing(EpisodePhase.UPDATED, next, message, next);
    }

    private Step closing(String message, Moment now) {
        return Step.announcing(EpisodePhase.CLOSED, this, message, close(now));
    }
}
