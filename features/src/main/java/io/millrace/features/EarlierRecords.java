package io.millrace.features;

import java.util.Arrays;
import java.util.List;

/**
 * The slots of a vector that show the earlier records of its entity, the latest first: of each those of its columns, then how long before the
 * vector's own record it was, as ln(1 + seconds). All are missing where there was no such record. For one thread.
 */
final class EarlierRecords {
    private final int columns;
    private final float[] slots;
    private int filled;

    /**
     * @param most how many records are shown
     * @param columns slots that the columns take
     */
    EarlierRecords(int most, int columns) {
        this.columns = columns;
        this.slots = new float[most * (columns + 1)];
        Arrays.fill(slots, Float.NaN);
    }

    /** Whether no more are shown. */
    boolean isFull() {
        return filled == slots.length;
    }

    /**
     * @param ageMillis how long before, 0 or more
     * @param values of its columns; a record of which there are none is passed over
     */
    void see(long ageMillis, float[] values) {
        if (isFull() || values.length != columns) {
            return;
        }
        System.arraycopy(values, 0, slots, filled, columns);
        filled += columns;
        slots[filled++] = (float) Math.log1p(ageMillis / 1000.0);
    }

    void addTo(List<Float> values) {
        for (float slot : slots) {
            values.add(slot);
        }
    }

    void putInto(VectorBuilder vector) {
        for (float slot : slots) {
            vector.put(slot);
        }
    }
}
