package io.millrace.features;

/**
 * Hears what each column of a record means once it is clean, before it is encoded; nothing is heard of a column without
 * a value.
 */
public interface CleanValues {
    /** Nobody listens. */
    CleanValues UNHEARD = new CleanValues() {};

    /** @param number within its bounds, in the column's unit */
    default void number(String column, double number) {}

    /** @param category as the column spells it; empty where it is outside the vocabulary */
    default void category(String column, String category) {}

    /** @param text trimmed, otherwise as it came */
    default void text(String column, String text) {}

    /** A value of a boolean column. */
    default void truth(String column, boolean truth) {}

    /** @param millis since 1970 UTC */
    default void time(String column, long millis) {}
}
