package io.millrace.ingest.sources;

import java.util.Optional;

/** One reading of a source. For one thread. */
public interface ItemReader extends AutoCloseable {
    /**
     * The next item; empty at the end.
     *
     * @throws io.millrace.runtime.ServiceFailure where the source is broken at this place
     */
    Optional<Item> next();

    /** How much of the source has been read, 0 to 1. Exact for generators; by bytes, buffers included, for files. */
    double share();

    @Override
    void close();
}
