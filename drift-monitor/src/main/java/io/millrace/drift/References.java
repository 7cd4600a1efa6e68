package io.millrace.drift;

import io.millrace.drift.windows.Reference;
import java.util.Optional;

/** References by model version. */
interface References {
    /** Empty where it is not known, or not known yet. */
    Optional<Reference> of(long version);
}
