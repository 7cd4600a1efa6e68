package io.millrace.drift;

/**
 * An episode has just closed: for some outcomes no new one opens. The detectors go on, so that a drift of that time is found at its end.
 *
 * @param until number of the outcome at which it ends
 */
record Cooldown(long until) implements Standing {

    Normal end() {
        return new Normal();
    }

    @Override
    public Step onErrors(ErrorSighting seen, Moment now) {
        return now.outcomes() < until ? Step.quietly(this) : end().onErrors(seen, now);
    }

    @Override
    public Step onWindow(WindowSighting seen, Moment now) {
        return now.outcomes() < until ? Step.quietly(this) : end().onWindow(seen, now);
    }

    @Override
    public Cooldown onChampion(Champion champion, Moment now) {
        return this;
    }
}
