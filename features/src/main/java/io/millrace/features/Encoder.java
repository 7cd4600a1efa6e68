package io.millrace.features;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Cleans and encodes records by a pipeline definition: the one place where a record becomes a vector, for training and
 * for scoring alike. What it makes of a record depends on that record and on the {@link Knowledge} it is given. Immutable
 * and thread-safe.
 *
 * <p>Runs once per record: loops over arrays, no streams, no boxing; text is parsed by hand.
 */
public final class Encoder {
    private final VectorLayout layout;
    private final String fingerprint;
    private final EncodedColumn[] columns;
    private final Optional<EventTime> eventTime;
    private final HistoryEncoder history;
    private final String eventTimeColumn;

    private Encoder(PipelineDefinition pipeline) {
        this.layout = VectorLayout.of(pipeline);
        this.fingerprint = Fingerprint.of(pipeline);
        this.columns =
                pipeline.encodedColumns().stream().map(EncodedColumn::new).toArray(EncodedColumn[]::new);
        this.eventTime = EventTime.of(pipeline);
        this.history = HistoryEncoder.of(pipeline);
        this.eventTimeColumn = eventTime.map(EventTime::encodedColumn).orElse("");
    }

    public static Encoder of(PipelineDefinition pipeline) {
        return new Encoder(pipeline);
    }

    /** What stands where in the vectors. */
    public VectorLayout layout() {
        return layout;
    }

    /** 16 lower-case hexadecimal digits; encoders that have the same make the same vector of every record. */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * The record's vector, or the first rule it broke, in the order of the columns. Its slots of the past are those of an
     * entity without one, for {@link PastValues} to fill.
     */
    public Encoding encode(RawRecord record) {
        return encode(record, Knowledge.NONE, CleanValues.UNHEARD);
    }

    /** @param clean hears of the columns up to the one that breaks a rule */
    public Encoding encode(RawRecord record, Knowledge knowledge, CleanValues clean) {
        VectorBuilder vector = new VectorBuilder(layout.length(), knowledge, clean, eventTimeColumn);
        for (EncodedColumn column : columns) {
            column.encode(record, vector);
            if (vector.isRefused()) {
                return vector.refusal();
            }
        }
        history.putNothing(vector);
        OptionalLong happened = eventTime.isPresent() ? eventTime.get().read(record, vector) : OptionalLong.empty();
        return vector.isRefused() ? vector.refusal() : vector.finish(happened);
    }
}
