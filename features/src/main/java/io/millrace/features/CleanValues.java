package io.millrace.features;

/**
 * Hears what each column of a record means once it is clean, before it is encoded.
 */
public interface CleanValues {
    /** Nobody listens. */
    CleanValues UNHEARD = new CleanValues() {};

    /** The column has no value, whatever may stand in for it. */
    default void missing(String column) {}

    /** @param value a number, a category or a truth that stands in for the missing one; heard after {@link #missing} */
    default void standsIn(String column, Object value) {}

    /** @param number within its bounds, in the column's unit */
    default void number(String column, double number) {}

    /** @param category as the vocabulary, or else the column, spells it; empty where it is outside the declared vocabulary */
    default void category(String column, String category) {}

    /** @param text trimmed, otherwise as it came */
    default void text(String column, String text) {}

    /** A value of a boolean column. */
    default void truth(String column, boolean truth) {}

    /** @param millis since 1970 UTC */
    default void time(String column, long millis) {}
}
