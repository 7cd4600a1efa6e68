package io.millrace.models.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a net that are looked up in tables: each code that training saw has a row from 1 on. A missing value is code 0, unknown; any other
 * code has row 0, which is all zeros.
 */
final class Embedded {
    private final List<Column> columns;

    Embedded(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** @param rows of the table, by the code and 1, with a 0 before and behind for what is no code */
    record Column(int slot, int[] rows, EmbeddedColumn table) {
        int codes() {
            return rows.length - 2;
        }

        int row(float code) {
            float known = Float.isNaN(code) ? 0 : code;
            return rows[(int) (Math.min(Math.max(known, -1), codes()) + 1)];
        }

        Column ofLength(int length) {
            return new Column(slot, rows, new EmbeddedColumn(table.name(), table.rows(), length));
        }

        float[] taken(Column other, float[] from) {
            int length = table.length();
            float[] to = new float[table.rows() * length];
            for (int code = 0; code < codes(); code++) {
                if (row(code) > 0) {
                    System.arraycopy(from, other.row(code) * length, to, row(code) * length, length);
                }
            }
            return to;
        }

        String nodes(OnnxGraph graph, String features, float[] table) {
            String raw = graph.node("Gather", Map.of("axis", 1L), features, graph.index(slot));
            String code = graph.node("Where", graph.node("IsNaN", raw), graph.scalar(0), raw);
            String within = graph.node("Clip", code, graph.scalar(-1), graph.scalar(codes()));
            String place = graph.asIndices(graph.node("Add", within, graph.scalar(1)));
            String row = graph.node("Gather", graph.indices(rows), place);
            return graph.node("Gather", graph.floats(table, table().rows(), table().length()), row);
        }
    }

    int count() {
        return columns.size();
    }

    List<EmbeddedColumn> tables() {
        return columns.stream().map(Column::table).toList();
    }

    int slot(int column) {
        return columns.get(column).slot();
    }

    Optional<Integer> column(int slot) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).slot() == slot) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** The same columns, their rows as long as others are of the same slots. */
    Embedded asLongAs(Embedded other) {
        return new Embedded(columns.stream()
                .map(column -> other.column(column.slot())
                        .map(of -> column.ofLength(other.columns.get(of).table().length()))
                        .orElse(column))
                .toList());
    }

    /**
     * Tables in which each code that is known here and there has the row that it has there; a code that is new has zeros, as it was looked up until now.
     *
     * @param other of the same slots, rows as long
     * @param tables one per column of it
     */
    List<float[]> taken(Embedded other, List<float[]> tables) {
        List<float[]> taken = new ArrayList<>();
        for (Column column : columns) {
            int from = other.column(column.slot()).orElseThrow();
            taken.add(column.taken(other.columns.get(from), tables.get(from)));
        }
        return taken;
    }

    /** The number of a row each. */
    void apply(float[] matrix, int from, float[] seen, int to) {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            seen[to + i] = column.row(matrix[from + column.slot()]);
        }
    }

    /** @param tables one per column, row after row */
    void nodes(OnnxGraph graph, String features, List<float[]> tables, Concatenation seen) {
        for (int i = 0; i < columns.size(); i++) {
            seen.add(columns.get(i).nodes(graph, features, tables.get(i)));
        }
    }

    /** Collects the columns that show categories enough. */
    static final class Fit {
        private final Embedding embedding;
        private final List<Column> columns = new ArrayList<>();

        Fit(Embedding embedding) {
            this.embedding = embedding;
        }

        /**
         * @param counts how often each code came
         * @return whether the column is one of them
         */
        boolean add(int slot, String name, int[] counts) {
            int[] rows = new int[counts.length + 2];
            int categories = 0;
            for (int code = 0; code < counts.length; code++) {
                rows[code + 1] = counts[code] > 0 ? ++categories : 0;
            }
            if (!embedding.takes(categories)) {
                return false;
            }
            columns.add(new Column(slot, rows, new EmbeddedColumn(name, categories + 1, embedding.length(categories))));
            return true;
        }

        boolean isEmpty() {
            return columns.isEmpty();
        }

        Embedded fitted() {
            return new Embedded(columns);
        }
    }
}
