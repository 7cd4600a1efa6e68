package io.millrace.features;

/**
 * What the stream so far has taught about the columns of a pipeline, beyond the record at hand. It is merged over all
 * partitions, so that every task encodes by the same.
 */
public interface Knowledge {
    /** Nothing is known yet. */
    Knowledge NONE = (column, value) -> 0;

    /**
     * The code of a value in the learned vocabulary of its column. Asking for a value that has none yet is how it gets
     * one.
     *
     * @param value as the column spells it
     * @return 0, which is unknown, as long as the value has no code
     */
    int code(String column, String value);

    /** What the column has shown; {@link Figures#NONE} where nothing is known. */
    default Figures figures(String column) {
        return Figures.NONE;
    }
}
