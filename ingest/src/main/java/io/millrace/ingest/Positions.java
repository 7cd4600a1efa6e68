package io.millrace.ingest;

import io.millrace.schemas.IngestPosition;
import java.util.Optional;

/** Where the positions of sources are kept. */
interface Positions {
    /** The last committed position of a source; to be asked when no transaction of its sender is open. */
    Optional<IngestPosition> committed(String source);
}
