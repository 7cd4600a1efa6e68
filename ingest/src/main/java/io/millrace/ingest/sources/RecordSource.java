package io.millrace.ingest.sources;

/** A sequence of items that is the same each time it is read, so that sending can go on where it stopped. */
public interface RecordSource {
    /** Tells this sequence from any other: two sources of one name have the same items. Letters, digits, dots and hyphens. */
    String name();

    /**
     * Reads from a position on; one reader at a time.
     *
     * @param position how many items to skip
     * @throws io.millrace.runtime.ServiceFailure where the source cannot be read
     */
    ItemReader open(long position);
}
