package io.millrace.features;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the past keeps of one record: a number per column that the history names. Numbers and truths as they are, a
 * category as a number that stands for its text. For one thread.
 */
public final class Remembered implements CleanValues {
    private static final int ONE_SEED = 0;
    private static final int OTHER_SEED = 0x9747b28c;

    /** Keeps 52 bits of two hashes: as many as a double holds exactly. */
    private static final int UPPER_BITS = 20;

    private final List<String> columns;
    private final Map<String, Double> values = new HashMap<>();

    Remembered(List<String> columns) {
        this.columns = columns;
    }

    /** By column; a missing value is left out. */
    public Map<String, Double> values() {
        return values;
    }

    @Override
    public void number(String column, double number) {
        keep(column, number);
    }

    @Override
    public void truth(String column, boolean truth) {
        keep(column, truth ? 1 : 0);
    }

    @Override
    public void category(String column, String category) {
        if (columns.contains(column)) {
            byte[] text = category.getBytes(StandardCharsets.UTF_8);
            long upper = Integer.toUnsignedLong(Murmur3.hash32(text, ONE_SEED)) & ((1L << UPPER_BITS) - 1);
            keep(column, (upper << Integer.SIZE) | Integer.toUnsignedLong(Murmur3.hash32(text, OTHER_SEED)));
        }
    }

    private void keep(String column, double value) {
        if (columns.contains(column)) {
            values.put(column, value);
        }
    }
}
