package io.millrace.drift;

import io.millrace.schemas.DriftKind;

/** Nothing to see. */
record Normal() implements Standing {

    Warning warn() {
        return new Warning();
    }

    Drifting open(DriftKind kind, Sighting seen, Moment now) {
        return Drifting.opened(kind, seen, now);
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
    public Step onWindow(WindowSighting seen, Moment now) {
        if (!seen.drifted()) {
            return Step.quietly(this);
        }
        String next = seen.kind() == DriftKind.QUALITY
                ? "; this is mended at its source, no model is asked for"
                : "; a new model is asked for only if this lasts for "
                        + now.settings().windowsToRetrain() + " windows";
        return Step.opening(open(seen.kind(), seen, now), seen.inWords() + next);
    }

    @Override
    public Normal onChampion(Champion champion, Moment now) {
        return this;
    }
}
