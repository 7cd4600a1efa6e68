package io.millrace.processors;

import io.millrace.features.Figures;
import io.millrace.features.Knowledge;

/** What is known of codes, and the figures of columns. */
record WithFigures(Knowledge codes, ColumnFigures columns) implements Knowledge {
    @Override
    public int code(String column, String value) {
        return codes.code(column, value);
    }

    @Override
    public Figures figures(String column) {
        return columns.of(column);
    }
}
