package io.millrace.trainer;

import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import java.util.List;
import java.util.Optional;

/**
 * What a retrain request comes to, still to be written.
 *
 * @param chunks bytes of a candidate; none otherwise
 * @param version the candidate, or what was rejected; empty where there is nothing to write
 * @param reference what live data is to be held against while the candidate serves
 * @param line what happened, for the log
 */
record Answer(
        List<ModelChunk> chunks, Optional<ModelVersion> version, Optional<ModelReference> reference, String line) {
    /** Every way a request can end, for the counters. */
    static final List<String> OUTCOMES = List.of("candidate", "rejected", "answered-before");

    Answer {
        chunks = List.copyOf(chunks);
    }

    /** Nothing to write: the request was answered before. */
    static Answer already(ModelVersion version) {
        return new Answer(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "was answered before, by version %d".formatted(version.getVersion()));
    }

    /** How the request ended, for the counters. */
    String outcome() {
        return version.map(written -> written.getStatus() == ModelStatus.REJECTED ? "rejected" : "candidate")
                .orElse("answered-before");
    }
}
