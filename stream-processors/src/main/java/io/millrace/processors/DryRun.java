package io.millrace.processors;

import io.millrace.features.CleanValues;
import io.millrace.features.Encoded;
import io.millrace.features.Encoder;
import io.millrace.features.Figures;
import io.millrace.features.Knowledge;
import io.millrace.features.RawRecord;
import io.millrace.features.Reason;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.statistics.profiles.Profile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The encode application without a broker, to try rules before they go live: what it would say of each record, had they
 * all come to one partition at one moment. For one thread.
 */
public final class DryRun {
    /** A profiler would tell what it found every few seconds. */
    private static final int RECORDS_BETWEEN_FIGURES = 1_000;

    private final Encoder encoder;
    private final Admission admission;
    private final long now;
    private final List<String> columns;
    private final ProfiledRecord profiled;
    private final Profile[] profiles;
    private final boolean asksProfiles;
    private final Map<String, Figures> figures = new HashMap<>();
    private long records;

    /** @param at when the records come: event times behind it make no record late */
    public DryRun(PipelineDefinition pipeline, Instant at) {
        this.encoder = Encoder.of(pipeline);
        this.admission = new Admission(pipeline, encoder, new Known(figures), new SeenInMemory());
        this.now = at.toEpochMilli();
        this.columns = pipeline.encodedColumns().stream().map(Column::name).toList();
        this.profiled = new ProfiledRecord(columns);
        this.profiles = Stream.generate(Profile::new).limit(columns.size()).toArray(Profile[]::new);
        this.asksProfiles = pipeline.encodedColumns().stream().anyMatch(Column::asksProfiles);
    }

    /**
     * Why a record would go to quarantine.
     *
     * @param field column at fault; empty where it is the record as a whole
     * @param message one line for a person
     */
    public record PutAside(Reason reason, Optional<String> field, String message) {}

    /** By the figures so far; no column has learned a vocabulary. */
    private record Known(Map<String, Figures> columns) implements Knowledge {
        @Override
        public int code(String column, String value) {
            return Knowledge.NONE.code(column, value);
        }

        @Override
        public Figures figures(String column) {
            return columns.getOrDefault(column, Figures.NONE);
        }
    }

    /**
     * @param id key of the record
     * @param clean hears of its columns, as far as they were looked at
     * @return empty for a record that would become a vector
     */
    public Optional<PutAside> put(String id, RawRecord fields, CleanValues clean) {
        if (asksProfiles) {
            learnFigures(fields);
        }
        try {
            admission.admit(RecordId.of(id.getBytes(StandardCharsets.UTF_8)), fields, now, now, clean);
            return Optional.empty();
        } catch (Rejection rejection) {
            return Optional.of(new PutAside(rejection.reason(), rejection.field(), rejection.getMessage()));
        }
    }

    /** Of the records before this one, which it then counts among them, like the profiler. */
    private void learnFigures(RawRecord fields) {
        if (records++ % RECORDS_BETWEEN_FIGURES == 0) {
            for (int i = 0; i < profiles.length; i++) {
                figures.put(columns.get(i), Figures.of(List.of(profiles[i])));
            }
        }
        profiled.clear();
        if (encoder.encode(fields, Knowledge.NONE, profiled) instanceof Encoded) {
            profiled.addTo(profiles);
        }
    }
}
