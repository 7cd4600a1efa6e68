package io.millrace.cli.quarantine;

/**
 * What a replay came to.
 *
 * @param sent entries whose originals were sent again
 * @param before entries that had been sent again earlier
 * @param notWhole entries that were too large to be kept whole
 * @param internal entries that were never a user's records or labels, but came from inside the pipeline
 */
public record Replayed(long sent, long before, long notWhole, long internal) {}
