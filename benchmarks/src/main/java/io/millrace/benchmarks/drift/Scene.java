package io.millrace.benchmarks.drift;

import io.millrace.statistics.drift.ColumnFamily;
import io.millrace.statistics.drift.ReferenceColumn;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Columns of one kind, a reference of them, and windows that are compared with it. */
final class Scene {
    static final int REFERENCE = 5_000;
    private static final double FIXED_P_VALUE = 0.05;
    private static final double PSI_EPSILON = 1e-4;

    private final Kind kind;
    private final int columns;
    private final int window;
    private final RandomGenerator random;
    private final List<ReferenceColumn> references;
    private final int[] kinds;
    private final ColumnFamily family;
    private final double[][] shares;

    /** @param falseAlarms probability that a window alarms where nothing has changed */
    Scene(Kind kind, int columns, int window, double falseAlarms, RandomGenerator random) {
        this.kind = kind;
        this.columns = columns;
        this.window = window;
        this.random = random;
        double[][] byColumn = new double[columns][REFERENCE];
        for (double[] column : byColumn) {
            Arrays.setAll(column, row -> kind.draw(random));
        }
        this.references = Arrays.stream(byColumn).map(this::column).toList();
        byte[][] reference = new byte[REFERENCE][columns];
        for (int row = 0; row < REFERENCE; row++) {
            for (int column = 0; column < columns; column++) {
                reference[row][column] = kindOf(column, byColumn[column][row]);
            }
        }
        this.kinds = references.stream().mapToInt(ReferenceColumn::kinds).toArray();
        this.family = ColumnFamily.calibrated(reference, kinds, window, falseAlarms, random);
        this.shares = shares(reference);
    }

    private ReferenceColumn column(double[] values) {
        return kind == Kind.CATEGORIES
                ? ReferenceColumn.ofCategories(
                        Arrays.stream(values).mapToObj(Scene::category).toList())
                : ReferenceColumn.ofNumbers(values);
    }

    private byte kindOf(int column, double value) {
        return (byte)
                (kind == Kind.CATEGORIES
                        ? references.get(column).kind(category(value))
                        : references.get(column).kind(value));
    }

    private static String category(double value) {
        return Integer.toString((int) value);
    }

    /**
     * What one window looked like.
     *
     * @param alarm whether the calibrated family alarms
     * @param fixed whether any column's own p-value is below 0.05
     * @param psi largest population stability index of a column
     */
    record Seen(boolean alarm, boolean fixed, double psi) {}

    /** @param shift added to the values of the first column */
    Seen look(double shift) {
        byte[][] rows = new byte[window][columns];
        for (byte[] row : rows) {
            for (int column = 0; column < columns; column++) {
                row[column] = kindOf(column, kind.draw(random) + (column == 0 ? shift : 0));
            }
        }
        ColumnFamily.Finding finding = family.test(ColumnFamily.counts(rows, kinds));
        double[][] now = shares(rows);
        double psi = IntStream.range(0, columns)
                .mapToDouble(column -> psi(shares[column], now[column]))
                .max()
                .orElse(0);
        return new Seen(finding.alarm(), finding.smallest() < FIXED_P_VALUE, psi);
    }

    private double[][] shares(byte[][] rows) {
        double[][] shares = new double[columns][];
        for (int column = 0; column < columns; column++) {
            shares[column] = new double[references.get(column).kinds()];
            for (byte[] row : rows) {
                shares[column][row[column]] += 1.0 / rows.length;
            }
        }
        return shares;
    }

    private static double psi(double[] before, double[] now) {
        double psi = 0;
        for (int i = 0; i < before.length; i++) {
            double p = Math.max(before[i], PSI_EPSILON);
            double q = Math.max(now[i], PSI_EPSILON);
            psi += (q - p) * Math.log(q / p);
        }
        return psi;
    }
}
