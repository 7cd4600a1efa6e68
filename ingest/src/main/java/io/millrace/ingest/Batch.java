package io.millrace.ingest;

/**
 * What one committed transaction held.
 *
 * @param position items of the source sent in all
 * @param share of the source that has been read
 * @param finished whether the source has ended
 */
record Batch(int records, int labels, long position, double share, boolean finished) {}
