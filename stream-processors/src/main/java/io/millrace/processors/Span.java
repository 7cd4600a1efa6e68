package io.millrace.processors;

/**
 * A window of time, in milliseconds.
 *
 * @param to exclusive
 */
record Span(long from, long to) {
    /** The one with that moment in it, of those that follow each other from 1970 on. */
    static Span of(long at, long lengthMillis) {
        long from = Math.floorDiv(at, lengthMillis) * lengthMillis;
        return new Span(from, from + lengthMillis);
    }
}
