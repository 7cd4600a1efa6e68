package io.millrace.trainer;

import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelVersion;
import java.util.List;
import java.util.Optional;

/**
 * What a retrain request comes to, still to be written.
 *
 * @param chunks bytes of a new champion; none otherwise
 * @param versions versions as they now stand
 * @param champion the version that serves from now on; empty where that does not change
 * @param reference what live data is held against while that version serves
 * @param line what happened, for the log
 */
record Answer(
        List<ModelChunk> chunks,
        List<ModelVersion> versions,
        Optional<ModelVersion> champion,
        Optional<ModelReference> reference,
        String line) {
    /** Every way a request can end, for the counters. */
    static final List<String> OUTCOMES = List.of("champion", "rejected", "answered-before");

    Answer {
        chunks = List.copyOf(chunks);
        versions = List.copyOf(versions);
    }

    /** Nothing to write: the request was answered before. */
    static Answer already(ModelVersion version) {
        return new Answer(
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "was answered before, by version %d".formatted(version.getVersion()));
    }

    /** How the request ended, for the counters. */
    String outcome() {
        if (versions.isEmpty()) {
            return "answered-before";
        }
        return champion.isPresent() ? "champion" : "rejected";
    }
}
