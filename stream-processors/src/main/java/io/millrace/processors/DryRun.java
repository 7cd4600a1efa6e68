package io.millrace.processors;

import io.millrace.features.CleanValues;
import io.millrace.features.Encoder;
import io.millrace.features.Knowledge;
import io.millrace.features.RawRecord;
import io.millrace.features.Reason;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The encode application without a broker, to try rules before they go live: what it would say of each record, had they
 * all come to one partition at one moment. For one thread.
 */
public final class DryRun {
    private final Admission admission;
    private final long now;

    /** @param at when the records come: event times behind it make no record late */
    public DryRun(PipelineDefinition pipeline, Instant at) {
        this.admission = new Admission(pipeline, Encoder.of(pipeline), Knowledge.NONE, new SeenInMemory());
        this.now = at.toEpochMilli();
    }

    /**
     * Why a record would go to quarantine.
     *
     * @param field column at fault; empty where it is the record as a whole
     * @param message one line for a person
     */
    public record PutAside(Reason reason, Optional<String> field, String message) {}

    /**
     * @param id key of the record
     * @param clean hears of its columns, as far as they were looked at
     * @return empty for a record that would become a vector
     */
    public Optional<PutAside> put(String id, RawRecord fields, CleanValues clean) {
        try {
            admission.admit(RecordId.of(id.getBytes(StandardCharsets.UTF_8)), fields, now, now, clean);
            return Optional.empty();
        } catch (Rejection rejection) {
            return Optional.of(new PutAside(rejection.reason(), rejection.field(), rejection.getMessage()));
        }
    }
}
