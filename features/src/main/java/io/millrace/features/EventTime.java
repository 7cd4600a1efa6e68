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
    private final ColumnRules rules;
    private final TimeForm form;

    private EventTime(String column, ColumnRules rules, TimeForm form) {
        this.column = column;
        this.rules = rules;
        this.form = form;
    }

    static Optional<EventTime> of(PipelineDefinition pipeline) {
        return pipeline.source().eventTime().map(name -> {
            Column declared = pipeline.columns().stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .orElseGet(() -> Column.ofDefaults(name, Column.Type.TIMESTAMP));
            return new EventTime(name, new ColumnRules(declared), new TimeForm(declared));
        });
    }

    /** Empty where the record does not say, or was refused over it. */
    OptionalLong read(RawRecord record, VectorBuilder vector) {
        Object value = CanonicalText.trimmed(record.field(column));
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
