package io.millrace.statistics.drift;

/** What a detector says of the stream so far. */
public enum Signal {
    /** Nothing to see. */
    STABLE,
    /** On the way to a drift, but this happens without one as well. */
    WARNING,
    /** The stream has changed. */
    DRIFT
}
