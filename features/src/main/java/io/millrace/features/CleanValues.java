package io.millrace.features;

/**
 * Hears what each column of a record means once it is clean, before it is encoded.
 */
public interface CleanValues {
    /** Nobody listens. */
    CleanValues UNHEARD = new CleanValues() {};

    /** Both hear everything. */
    static CleanValues both(CleanValues first, CleanValues second) {
        return new CleanValues() {
            @Override
            public void missing(String column) {
                first.missing(column);
                second.missing(column);
            }

            @Override
            public void observed(String column, double number) {
                first.observed(column, number);
                second.observed(column, number);
            }

            @Override
            public void number(String column, double number) {
                first.number(column, number);
                second.number(column, number);
            }

            @Override
            public void category(String column, String category) {
                first.category(column, category);
                second.category(column, category);
            }

            @Override
            public void text(String column, String text) {
                first.text(column, text);
                second.text(column, text);
            }

            @Override
            public void truth(String column, boolean truth) {
                first.truth(column, truth);
                second.truth(column, truth);
            }

            @Override
            public void time(String column, long millis) {
                first.time(column, millis);
                second.time(column, millis);
            }
        };
    }

    /** The column has no value. */
    default void missing(String column) {}

    /** @param number as {@link #number} will hear it, but for the column's outlier rule, which may change or refuse it */
    default void observed(String column, double number) {}

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
