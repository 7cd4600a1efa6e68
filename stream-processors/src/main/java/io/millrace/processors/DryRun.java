package io.millrace.processors;

import io.millrace.features.CanonicalText;
import io.millrace.features.CleanValues;
import io.millrace.features.Encoded;
import io.millrace.features.Encoder;
import io.millrace.features.Figures;
import io.millrace.features.FloatVector;
import io.millrace.features.Knowledge;
import io.millrace.features.LabelReading.Labelled;
import io.millrace.features.RawRecord;
import io.millrace.features.Reason;
import io.millrace.features.Remembered;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.statistics.profiles.Profile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The encode application and that of the past without a broker, to try rules before they go live: what they would say of each record, had they
 * all come to one partition at one moment. A {@code last-label} is not known here. For one thread.
 */
public final class DryRun {
    /** A profiler would tell what it found every few seconds. */
    private static final int RECORDS_BETWEEN_FIGURES = 1_000;

    private final Encoder encoder;
    private final Optional<String> idField;
    private final Admission admission;
    private final PastInMemory past;
    private final long now;
    private final List<String> columns;
    private final ProfiledRecord profiled;
    private final Profile[] profiles;
    private final boolean asksProfiles;
    private final Map<String, Figures> figures = new HashMap<>();
    private final Map<String, Integer> sizes;
    private final Map<String, Map<String, Integer>> codes = new HashMap<>();
    private final List<Map.Entry<String, String>> asked = new ArrayList<>();
    private long records;

    /** @param at when the records come: event times behind it make no record late */
    public DryRun(PipelineDefinition pipeline, Instant at) {
        this.encoder = Encoder.of(pipeline);
        this.admission = new Admission(pipeline, encoder, new Known(), new SeenInMemory());
        this.past = new PastInMemory(pipeline);
        this.idField = pipeline.source().id().map(pipeline::fieldOf);
        this.now = at.toEpochMilli();
        this.sizes = VocabularyTopology.sizes(pipeline);
        sizes.keySet().forEach(column -> codes.put(column, new HashMap<>()));
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

    /**
     * What became of a record: a vector, with its label where there is one inside; or the reason why not.
     *
     * @param why empty for a record that became a vector
     */
    public record Tried(Optional<PutAside> why, Optional<FloatVector> vector, Optional<String> label) {}

    /** By the figures and the codes so far. What an accepted record asks for has a code from the next one on. */
    private final class Known implements Knowledge {
        @Override
        public int code(String column, String value) {
            int code = codes.get(column).getOrDefault(value, 0);
            if (code == 0) {
                asked.add(Map.entry(column, value));
            }
            return code;
        }

        @Override
        public Figures figures(String column) {
            return figures.getOrDefault(column, Figures.NONE);
        }
    }

    /**
     * The key a row of a file would have as a record: what its id column says.
     *
     * @param row names the row where the pipeline has no id column
     */
    public String idOf(RawRecord fields, String row) {
        return idField.map(field -> CanonicalText.of(fields.field(field))).orElse(row);
    }

    /**
     * @param id key of the record
     * @param clean hears of its columns, as far as they were looked at
     */
    public Tried put(String id, RawRecord fields, CleanValues clean) {
        asked.clear();
        if (asksProfiles) {
            learnFigures(fields);
        }
        try {
            String key = RecordId.of(id.getBytes(StandardCharsets.UTF_8));
            Remembered remembered = past.remember();
            Admission.Admitted admitted = admission.admit(key, fields, now, now, new HeardByBoth(clean, remembered));
            asked.forEach(this::giveCode);
            Optional<String> label =
                    admitted.label() instanceof Labelled labelled ? Optional.of(labelled.value()) : Optional.empty();
            FloatVector vector = past.in(
                    admitted.entity(),
                    Math.min(admitted.eventTimeMillis(), now),
                    admitted.encoded().values(),
                    remembered);
            return new Tried(Optional.empty(), Optional.of(vector), label);
        } catch (Rejection rejection) {
            PutAside why = new PutAside(rejection.reason(), rejection.field(), rejection.getMessage());
            return new Tried(Optional.of(why), Optional.empty(), Optional.empty());
        }
    }

    private void giveCode(Map.Entry<String, String> asking) {
        Map<String, Integer> given = codes.get(asking.getKey());
        if (given.size() < sizes.get(asking.getKey())) {
            given.putIfAbsent(asking.getValue(), given.size() + 1);
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
