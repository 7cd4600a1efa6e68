package io.millrace.processors;

import io.millrace.features.CleanValues;
import io.millrace.statistics.profiles.Profile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one record holds in each column, as profiles want it: numbers in the column's unit, times in seconds since 1970 UTC, categories
 * and truths as text, texts by their number of characters. For one thread; used again for the next record.
 */
final class ProfiledRecord implements CleanValues {
    private enum Held {
        NOTHING,
        MISSING,
        NUMBER,
        CATEGORY
    }

    private final Map<String, Integer> places = new HashMap<>();
    private final Held[] held;
    private final double[] numbers;
    private final String[] categories;

    /** @param columns in the order of the profiles */
    ProfiledRecord(List<String> columns) {
        columns.forEach(column -> places.put(column, places.size()));
        held = new Held[columns.size()];
        numbers = new double[columns.size()];
        categories = new String[columns.size()];
        clear();
    }

    /** For the next record. */
    void clear() {
        Arrays.fill(held, Held.NOTHING);
    }

    void addTo(Profile[] profiles) {
        for (int i = 0; i < held.length; i++) {
            switch (held[i]) {
                case MISSING -> profiles[i].addMissing();
                case NUMBER -> profiles[i].add(numbers[i]);
                case CATEGORY -> profiles[i].add(categories[i]);
                case NOTHING -> {} // not a column of the vector
            }
        }
    }

    @Override
    public void missing(String column) {
        held[places.get(column)] = Held.MISSING;
    }

    @Override
    public void number(String column, double number) {
        put(column, number);
    }

    @Override
    public void category(String column, String category) {
        int place = places.get(column);
        held[place] = Held.CATEGORY;
        categories[place] = category;
    }

    @Override
    public void text(String column, String text) {
        put(column, text.length());
    }

    @Override
    public void truth(String column, boolean truth) {
        category(column, Boolean.toString(truth));
    }

    @Override
    public void time(String column, long millis) {
        put(column, millis / 1_000.0);
    }

    private void put(String column, double number) {
        int place = places.get(column);
        held[place] = Held.NUMBER;
        numbers[place] = number;
    }
}
