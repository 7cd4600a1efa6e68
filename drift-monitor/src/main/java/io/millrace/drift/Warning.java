package io.millrace.drift;

import io.millrace.schemas.DriftKind;

/** Errors pile up. Nobody is told yet: this often passes. */
record Warning() implements Standing {

    Normal calmDown() {
        return new Normal();
    }

    Drifting open(ErrorSighting seen, Moment now) {
        return Drifting.opened(DriftKind.PERFORMANCE, seen, now);
    }

    @Override
    public Step onErrors(ErrorSighting seen, Moment now) {
        return switch (seen.signal()) {
            case STABLE -> Step.quietly(calmDown());
            case WARNING -> Step.quietly(this);
            case DRIFT -> Step.opening(open(seen, now), seen.inWords());
        };
    }

    @Override
    public Step onWindow(WindowSighting seen, Moment now) {
        return seen.drifted() ? calmDown().onWindow(seen, now) : Step.quietly(this);
    }

    @Override
    public Normal onChampion(Champion champion, Moment now) {
        return calmDown();
    }
}
