package io.millrace.statistics.drift;

/**
 * Watches a stream of numbers, most often the errors of a model (1 for an error, 0 else), for a change. After {@link Signal#DRIFT} it is armed again: what
 * comes next is compared with the stream from there on, so that each change is told once. {@link Detectors} makes one by name.
 *
 * <p>One {@link #update} per observation, in order. An observation that is not finite, or beyond ±1e150, is left out: nothing was
 * seen. Not thread-safe.
 */
public interface Detector {
    Signal update(double value);
}
