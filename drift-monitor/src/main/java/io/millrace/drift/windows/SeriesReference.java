package io.millrace.drift.windows;

import io.millrace.schemas.ReferenceSeries;
import io.millrace.statistics.drift.ColumnFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The columns of a series in the reference, and the comparison of a window's counts with them. Counts stand column by column, each column's kinds in their order
 * and missing values behind them. Immutable.
 */
public final class SeriesReference {
    private static final Comparator<Movement> MOST_SIGNIFICANT =
            Comparator.comparingDouble(Movement::pValue).thenComparing(Movement::distance, Comparator.reverseOrder());

    private final List<Kinds> columns;
    private final int[] from;
    private final ColumnFamily family;
    private final double falseAlarms;

    private SeriesReference(List<Kinds> columns, ColumnFamily family, double falseAlarms) {
        this.columns = columns;
        this.family = family;
        this.falseAlarms = falseAlarms;
        this.from = new int[columns.size() + 1];
        for (int i = 0; i < columns.size(); i++) {
            from[i + 1] = from[i] + columns.get(i).size() + 1;
        }
    }

    /**
     * @param window records per window
     * @param falseAlarms probability that a window's faults alarm where nothing has changed
     */
    static SeriesReference of(ReferenceSeries series, int window, double falseAlarms) {
        List<Kinds> columns = series.getColumns().stream().map(Kinds::of).toList();
        long[][] counts = columns.stream().map(Kinds::counts).toArray(long[][]::new);
        return new SeriesReference(columns, ColumnFamily.of(counts, window, series.getThreshold()), falseAlarms);
    }

    /** Length of {@link Counts}. */
    public int places() {
        return from[columns.size()];
    }

    /** Names of the columns. */
    public List<String> columns() {
        return columns.stream().map(Kinds::name).toList();
    }

    /** Where a number, or the code of a category, is counted; NaN is missing. On the path of every record. */
    public int place(int column, double value) {
        return from[column] + columns.get(column).of(value);
    }

    /** Where a category is counted. */
    public int place(int column, String category) {
        return from[column] + columns.get(column).of(category);
    }

    /** Whether a window's values are others; what is missing is left out. */
    public Difference difference(Counts window) {
        long[][] counts = new long[columns.size()][];
        for (int column = 0; column < counts.length; column++) {
            counts[column] = kinds(window, column);
        }
        ColumnFamily.Finding found = family.test(counts);
        List<Movement> movements = new ArrayList<>();
        for (int column = 0; column < counts.length; column++) {
            columns.get(column)
                    .movement(found.pValues()[column], counts[column])
                    .ifPresent(movements::add);
        }
        return new Difference(found.alarm(), found.smallest(), family.threshold(), mostSignificant(movements));
    }

    /**
     * Whether more of a window's values are missing, or of categories that are not known; by Bonferroni's correction over the columns.
     *
     * @param others what else may be at fault
     */
    public Difference faults(Counts window, List<Movement> others) {
        List<Movement> movements = new ArrayList<>(others);
        for (int column = 0; column < columns.size(); column++) {
            Kinds kinds = columns.get(column);
            long[] counts = kinds(window, column);
            long missing = window.at(from[column + 1] - 1);
            long rows = missing;
            for (long count : counts) {
                rows += count;
            }
            movements.add(fault(kinds, Kinds.MISSING, kinds.missing(), missing, rows));
            if (kinds.unknown() >= 0) {
                int unknown = kinds.unknown();
                movements.add(fault(kinds, Kinds.UNKNOWN, kinds.counts()[unknown], counts[unknown], rows));
            }
        }
        double threshold = falseAlarms / Math.max(1, movements.size());
        double smallest = movements.stream().mapToDouble(Movement::pValue).min().orElse(1);
        return new Difference(smallest <= threshold, smallest, threshold, mostSignificant(movements));
    }

    private static Movement fault(Kinds kinds, String what, long before, long now, long rows) {
        return Movement.ofRareShare(kinds.name(), what, before, kinds.rows(), now, rows);
    }

    private long[] kinds(Counts window, int column) {
        long[] counts = new long[columns.get(column).size()];
        for (int kind = 0; kind < counts.length; kind++) {
            counts[kind] = window.at(from[column] + kind);
        }
        return counts;
    }

    private static List<Movement> mostSignificant(List<Movement> movements) {
        return movements.stream()
                .sorted(MOST_SIGNIFICANT)
                .limit(Difference.MOST_COLUMNS)
                .toList();
    }
}
