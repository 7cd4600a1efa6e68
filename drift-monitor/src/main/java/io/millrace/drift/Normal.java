package io.millrace.drift;

import io.millrace.schemas.DriftKind;

/** Nothing to see. */
record Normal() implements Standing {

    Warning warn() {
        return new Warning();
    }

    Drifting open(DriftKind kind, Sighting seen, Moment now) {
        return Drifting.opened(now.nextEpisode(), kind, seen);
    }

    @Override
    public Step onErrors(ErrorSighting seen, Moment now) {
        return switch (seen.signal()) {
            case STABLE -> Step.quietly(this);
            case WARNING -> Step.quietly(warn());
            case DRIFT -> Step.opening(open(DriftKind.PERFORMANCE, seen, now), seen.inWords());
        };
    }

    @Override
    public Step onShares(ShareSighting seen, Moment now) {
        return seen.drifted()
                ? Step.opening(
                        open(DriftKind.PREDICTION, seen, now),
                        seen.inWords() + "; a new model is asked for only if this lasts for " + Drifting.WINDOWS_TO_ACT
                                + " windows")
                : Step.quietly(this);
    }

    @Override
    public Normal onChampion(Champion champion, Moment now) {
        return this;
    }
}
