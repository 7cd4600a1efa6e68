package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When the thing happened, by the column the pipeline names for it. That column's own rules hold, or the defaults where
 * it is not declared.
 */
final class EventTime {
    private final String column;
    private final String field;
    private final ColumnRules rules;
    private final TimeForm form;
    private final boolean encoded;

    private EventTime(Column column) {
        this.column = column.name();
        this.field = column.fieldOrName();
        this.rules = new ColumnRules(column);
        this.form = new TimeForm(column);
        this.encoded = column.type() == Column.Type.TIMESTAMP;
    }

    static Optional<EventTime> of(PipelineDefinition pipeline) {
        return pipeline.source()
                .eventTime()
                .map(name -> pipeline.columns().stream()
                        .filter(column -> column.name().equals(name))
                        .findFirst()
                        .map(EventTime::new)
                        .orElseGet(() -> new EventTime(Column.ofDefaults(name, Column.Type.IGNORED))));
    }

    /** The column, where its encoder reads it anyway, by the same rules; empty where it does not. */
    String encodedColumn() {
        return encoded ? column : "";
    }

    /** Empty where the record does not say, or was refused over it. */
    OptionalLong read(RawRecord record, VectorBuilder vector) {
        if (encoded) {
            return vector.eventTime();
        }
        Object value = CanonicalText.trimmed(record.field(field));
        if (rules.isMissing(value)) {
            rules.refusesMissing(vector);
            return OptionalLong.empty();
        }
        long millis = form.millis(value);
        if (millis == Timestamps.NONE) {
            rules.refusesWrongType(value, form.expected(), vector);
            return OptionalLong.empty();
        }
        return OptionalLong.of(millis);
    }
}
