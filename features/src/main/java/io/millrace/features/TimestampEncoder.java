package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import java.time.LocalDate;

/**
 * A point in time as hour of the day (0 to 24, with its fraction), ISO weekday (1 is Monday) and day of the year, all
 * in UTC.
 */
final class TimestampEncoder implements ColumnEncoder {
    private static final int SLOTS = 3;
    private static final long DAY = 86_400_000;
    private static final double HOUR = 3_600_000;
    private static final int EPOCH_WEEKDAY = 3; // 1 January 1970 was a Thursday: three days after Monday

    private final ColumnRules rules;
    private final TimeForm form;

    TimestampEncoder(Column column, ColumnRules rules) {
        this.rules = rules;
        this.form = new TimeForm(column);
    }

    @Override
    public int slots() {
        return SLOTS;
    }

    @Override
    public void encode(Object value, VectorBuilder vector) {
        long millis = form.millis(value);
        if (millis == Timestamps.NONE) {
            rules.wrongType(value, form.expected(), SLOTS, vector);
            return;
        }
        vector.time(rules.column(), millis);
        long day = Math.floorDiv(millis, DAY);
        vector.put((float) (Math.floorMod(millis, DAY) / HOUR));
        vector.put(Math.floorMod(day + EPOCH_WEEKDAY, 7) + 1);
        vector.put(LocalDate.ofEpochDay(day).getDayOfYear());
    }
}
