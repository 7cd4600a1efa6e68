package io.millrace.cli.clean;

import io.millrace.features.CanonicalText;
import io.millrace.features.CleanValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One record as it is when it is clean, in text. */
final class CleanRow implements CleanValues {
    private static final String UNKNOWN = "unknown";

    private final List<String> encoded;
    private final Map<String, String> texts = new HashMap<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();

    /** @param encoded names of the columns that become part of the vector */
    CleanRow(List<String> encoded) {
        this.encoded = encoded;
    }

    @Override
    public void missing(String column) {
        missing.add(column);
    }

    @Override
    public void standsIn(String column, Object value) {
        texts.put(column, CanonicalText.of(value));
    }

    @Override
    public void number(String column, double number) {
        texts.put(column, CanonicalText.of(number));
    }

    @Override
    public void category(String column, String category) {
        texts.put(column, category.isEmpty() ? UNKNOWN : category);
        if (category.isEmpty()) {
            unseen.add(column);
        }
    }

    @Override
    public void text(String column, String text) {
        texts.put(column, text);
    }

    @Override
    public void truth(String column, boolean truth) {
        texts.put(column, Boolean.toString(truth));
    }

    @Override
    public void time(String column, long millis) {
        texts.put(column, Instant.ofEpochMilli(millis).toString());
    }

    /** The clean value; that of a column which is not encoded as it came; empty where it is missing and nothing stands in. */
    String shown(String column, Object raw) {
        return encoded.contains(column) ? texts.getOrDefault(column, "") : CanonicalText.of(raw);
    }

    List<String> missing() {
        return missing;
    }

    /** Columns that hold a category outside their vocabulary. */
    List<String> unseen() {
        return unseen;
    }
}
