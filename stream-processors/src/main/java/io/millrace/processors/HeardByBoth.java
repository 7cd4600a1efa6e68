package io.millrace.processors;

import io.millrace.features.CleanValues;

/** Tells two what the columns of a record mean. */
record HeardByBoth(CleanValues one, CleanValues other) implements CleanValues {
    @Override
    public void missing(String column) {
        one.missing(column);
        other.missing(column);
    }

    @Override
    public void standsIn(String column, Object value) {
        one.standsIn(column, value);
        other.standsIn(column, value);
    }

    @Override
    public void number(String column, double number) {
        one.number(column, number);
        other.number(column, number);
    }

    @Override
    public void category(String column, String category) {
        one.category(column, category);
        other.category(column, category);
    }

    @Override
    public void text(String column, String text) {
        one.text(column, text);
        other.text(column, text);
    }

    @Override
    public void truth(String column, boolean truth) {
        one.truth(column, truth);
        other.truth(column, truth);
    }

    @Override
    public void time(String column, long millis) {
        one.time(column, millis);
        other.time(column, millis);
    }
}
