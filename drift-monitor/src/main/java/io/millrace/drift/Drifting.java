package io.millrace.drift;

import io.millrace.schemas.DriftCause;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.EpisodePhase;
import io.millrace.statistics.drift.Signal;
import java.util.Optional;

/**
 * An episode is open. It closes when a successor of the champion has proved itself on live evidence, or when the drift passes by
 * itself.
 *
 * @param kind PERFORMANCE: the error rate rose; else what moved, window by window
 * @param cause what the evidence points at
 * @param openedVersion champion when it opened
 * @param changedAt Kafka timestamp at which the change is believed to have happened
 * @param since Kafka timestamp from which on examples are worth training on
 * @param successor champion that came since, where it may end the episode
 * @param refused whether the trainer has found nothing better since the successor, if any, came
 * @param driftedInARow latest windows of its kind in a row that drifted; 0 for PERFORMANCE
 * @param normalInARow latest windows of its kind in a row that clearly did not; 0 for PERFORMANCE
 */
record Drifting(
        String id,
        DriftKind kind,
        DriftCause cause,
        long openedVersion,
        long changedAt,
        long since,
        Optional<Successor> successor,
        boolean refused,
        int driftedInARow,
        int normalInARow)
        implements Standing {

    /** So many normal windows in a row, without a record in common, end the episode by themselves. */
    static final int WINDOWS_TO_CLOSE = 3;

    /**
     * A champion on probation.
     *
     * @param arrived number of the outcome at which it came
     * @param failed whether it errs too much as well
     */
    record Successor(long version, long arrived, boolean failed) {}

    static Drifting opened(DriftKind kind, Sighting seen, Moment now) {
        return new Drifting(
                now.nextEpisode(),
                kind,
                now.cause(kind),
                seen.modelVersion(),
                seen.changedAt(),
                seen.cleanSince(),
                Optional.empty(),
                false,
                kind == DriftKind.PERFORMANCE ? 0 : 1,
                0);
    }

    Cooldown close(Moment now) {
        return new Cooldown(now.outcomes() + now.settings().cooldown());
    }

    /** The error rate rises as well: from now on the episode is about that. */
    Drifting escalate(ErrorSighting seen, Moment now) {
        return new Drifting(
                id,
                DriftKind.PERFORMANCE,
                now.cause(DriftKind.PERFORMANCE),
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
        return new Drifting(id, kind, cause, openedVersion, changedAt, cleanSince, marked, refused, 0, 0);
    }

    Drifting startProbation(Champion champion, Moment now) {
        Optional<Successor> fresh = Optional.of(new Successor(champion.version(), now.outcomes(), false));
        return new Drifting(id, kind, cause, openedVersion, changedAt, since, fresh, false, 0, 0);
    }

    private Drifting put(DriftCause down) {
        return new Drifting(
                id, kind, down, openedVersion, changedAt, since, successor, refused, driftedInARow, normalInARow);
    }

    @Override
    public Optional<Drifting> episode() {
        return Optional.of(this);
    }

    /** What has moved, as a person would call it. */
    String what() {
        return switch (kind) {
            case FEATURE -> "the features";
            case LABEL -> "the labels";
            case PREDICTION -> "the predictions";
            case QUALITY -> "missing or unknown values";
            default -> "the errors";
        };
    }

    @Override
    public Step onErrors(ErrorSighting seen, Moment now) {
        if (kind != DriftKind.PERFORMANCE) {
            return switch (seen.signal()) {
                case STABLE, WARNING -> Step.quietly(this);
                case DRIFT -> updating(escalate(seen, now), seen.inWords());
            };
        }
        if (seen.recovered() && (successor.isPresent() || refused || cause == DriftCause.UPSTREAM)) {
            return closing(seen.inWords() + ": back at its level", now);
        }
        if (cause == DriftCause.UPSTREAM) {
            return seen.signal() == Signal.DRIFT ? attribute(seen, now) : Step.quietly(this);
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
    public Step onWindow(WindowSighting seen, Moment now) {
        if (kind == DriftKind.PERFORMANCE) {
            return reconsider(seen, now);
        }
        if (seen.kind() == DriftKind.QUALITY && seen.drifted() && kind != DriftKind.QUALITY) {
            return updating(ofQuality(seen), seen.inWords() + ": a fault of the data");
        }
        if (seen.kind() != kind) {
            return reconsider(seen, now);
        }
        Drifting next = countWindow(seen);
        if (next.normalInARow >= now.settings().comparisons(WINDOWS_TO_CLOSE)
                || (next.normalInARow > 0 && successor.isPresent())) {
            return closing(seen.inWords() + ": no difference any more", now);
        }
        int enough = now.settings().windowsToRetrain();
        return next.driftedInARow == now.settings().comparisons(enough) && cause != DriftCause.UPSTREAM
                ? updating(next, seen.inWords() + ", for " + enough + " windows in a row: a new model is asked for")
                : Step.quietly(next);
    }

    /** Drifted features may be the fault's own shadow: from now on the episode is about the fault. */
    private Drifting ofQuality(WindowSighting seen) {
        return new Drifting(
                id,
                DriftKind.QUALITY,
                DriftCause.UPSTREAM,
                openedVersion,
                changedAt,
                seen.cleanSince(),
                successor,
                refused,
                1,
                0);
    }

    /** More is known of what the episode may be put down to. A fault stays its cause until the errors rise without it. */
    private Step reconsider(WindowSighting seen, Moment now) {
        return seen.drifted() && cause != DriftCause.UPSTREAM ? attribute(seen, now) : Step.quietly(this);
    }

    private Step attribute(Sighting seen, Moment now) {
        DriftCause likelier = now.cause(kind);
        return likelier == cause
                ? Step.quietly(this)
                : updating(put(likelier), seen.inWords() + ": the cause is now taken to be " + likelier);
    }

    private Drifting countWindow(WindowSighting seen) {
        int drifted = seen.drifted() ? driftedInARow + 1 : 0;
        long from = drifted == 1 ? seen.cleanSince() : since;
        return new Drifting(
                id,
                kind,
                cause,
                openedVersion,
                changedAt,
                from,
                successor,
                refused,
                drifted,
                seen.passed() ? normalInARow + 1 : 0);
    }

    @Override
    public Drifting onChampion(Champion champion, Moment now) {
        boolean askedFor = champion.episode().filter(id::equals).isPresent();
        return askedFor || champion.version() > openedVersion
                ? startProbation(champion, now)
                : new Drifting(id, kind, cause, openedVersion, changedAt, since, Optional.empty(), refused, 0, 0);
    }

    @Override
    public Drifting onRefusal() {
        return new Drifting(
                id, kind, cause, openedVersion, changedAt, since, successor, true, driftedInARow, normalInARow);
    }

    private static Step updating(Drifting next, String message) {
        return Step.announcing(EpisodePhase.UPDATED, next, message, next);
    }

    private Step closing(String message, Moment now) {
        return Step.announcing(EpisodePhase.CLOSED, this, message, close(now));
    }
}
