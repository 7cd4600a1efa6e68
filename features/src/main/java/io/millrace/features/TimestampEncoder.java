package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import java.time.LocalDate;

/** A point in time as the parts of it that the column names, all in UTC; each one a number, or its sine and cosine. */
final class TimestampEncoder implements ColumnEncoder {
    private static final long DAY = 86_400_000;

    private final ColumnRules rules;
    private final TimeForm form;
    private final TimePart[] parts;
    private final boolean cyclical;

    TimestampEncoder(Column column, ColumnRules rules) {
        this.rules = rules;
        this.form = new TimeForm(column);
        this.parts = column.parts().stream().map(TimePart::of).toArray(TimePart[]::new);
        this.cyclical = column.cyclical();
    }

    @Override
    public int slots() {
        return cyclical ? 2 * parts.length : parts.length;
    }

    @Override
    public void encode(Object value, VectorBuilder vector) {
        long millis = form.millis(value);
        if (millis == Timestamps.NONE) {
            rules.wrongType(value, form.expected(), slots(), vector);
            return;
        }
        vector.time(rules.column(), millis);
        long millisOfDay = Math.floorMod(millis, DAY);
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(millis, DAY));
        for (TimePart part : parts) {
            put(part, millisOfDay, date, vector);
        }
    }

    /** Strict sines: the same bits on every machine. */
    private void put(TimePart part, long millisOfDay, LocalDate date, VectorBuilder vector) {
        if (cyclical) {
            double angle = part.angle(millisOfDay, date);
            vector.put((float) StrictMath.sin(angle));
            vector.put((float) StrictMath.cos(angle));
        } else {
            vector.put((float) part.of(millisOfDay, date));
        }
    }
}
