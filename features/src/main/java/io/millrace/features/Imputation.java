package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.Column.Type;
import java.util.Optional;

/** What stands in for the missing values of a column. Immutable. */
final class Imputation {
    private final Column column;
    private final ColumnEncoder encoder;
    private final Optional<Object> fill;

    Imputation(Column column, ColumnEncoder encoder) {
        this.column = column;
        this.encoder = encoder;
        this.fill = column.fill()
                .map(text -> column.type() == Type.NUMERIC ? Double.valueOf(text.replace("_", "")) : text.trim());
    }

    /** Puts it into the slot just left open, if it is known by now; what the entity had last is not known here. */
    void settle(VectorBuilder vector) {
        value(vector.knowledge()).ifPresent(value -> {
            vector.clean().standsIn(column.name(), value);
            VectorBuilder alone = VectorBuilder.ofStandIn(vector.knowledge());
            encoder.encode(value, alone);
            vector.replaceLast(alone.only());
        });
    }

    private Optional<Object> value(Knowledge knowledge) {
        if (!column.missing().asksProfiles()) {
            return fill;
        }
        Figures figures = knowledge.figures(column.name());
        if (figures.count() < column.warmup()) {
            return Optional.empty();
        }
        return switch (column.missing()) {
            case MEAN -> Optional.of(figures.mean());
            case MEDIAN -> Optional.of(figures.median());
            default -> figures.mode().map(mode -> column.type() == Type.BOOLEAN ? (Object) mode.equals("true") : mode);
        };
    }
}
