package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnFamilyTest {
    private static final int COLUMNS = 12;
    private static final int WINDOW = 200;
    private static final double FALSE_ALARMS = 0.05;

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void shouldAlarmAsOftenAsStatedWhereNothingChanges() {
        assertThat(alarms(() -> independent())).isCloseTo(FALSE_ALARMS, within(0.0125));
    }

    @Test
    void shouldAlarmAsOftenAsStatedWhereColumnsSayTheSame() {
        assertThat(alarms(() -> {
                    double same = random.nextGaussian();
                    return IntStream.range(0, COLUMNS).mapToDouble(i -> same).toArray();
                }))
                .isCloseTo(FALSE_ALARMS, within(0.0125));
    }

    @Test
    void shouldAlarmAsOftenAsStatedWhereMostValuesAreTied() {
        assertThat(alarms(() -> Arrays.stream(independent())
                        .map(value -> value < 0.8 ? 0 : Math.rint(value))
                        .toArray()))
                .isCloseTo(FALSE_ALARMS, within(0.0125));
    }

    @Test
    void shouldFindTheColumnThatHasShifted() {
        List<ReferenceColumn> columns = new ArrayList<>();
        ColumnFamily family = calibrated(rows(this::independent, 5_000), columns);
        double[][] rows = rows(this::independent, WINDOW);
        for (double[] row : rows) {
            row[3] += 1;
        }
        ColumnFamily.Finding found = test(family, kinds(rows, columns));
        assertThat(found.alarm()).isTrue();
        assertThat(found.pValues()[3]).isEqualTo(found.smallest()).isLessThan(1e-9);
    }

    @Test
    void shouldSeeNothingInAConstantOrMissingColumn() {
        byte[][] rows = new byte[100][];
        Arrays.setAll(rows, i -> new byte[] {0, ReferenceColumn.MISSING});
        ColumnFamily family = ColumnFamily.calibrated(rows, new int[] {1, 3}, 50, 0.01, random);
        assertThat(test(family, rows).pValues()).containsExactly(1, 1);
        assertThat(test(family, new byte[0][]).alarm()).isFalse();
    }

    @Test
    void shouldFindAnotherValueInAColumnThatWasConstant() {
        ReferenceColumn column = ReferenceColumn.ofNumbers(new double[] {5, 5, 5, 5});
        assertThat(column.kinds()).isEqualTo(3);
        assertThat(new int[] {column.kind(4.99), column.kind(5), column.kind(Math.nextUp(5.0))})
                .containsExactly(0, 1, 2);
        byte[][] rows = new byte[2_000][];
        Arrays.setAll(rows, i -> new byte[] {1});
        ColumnFamily family = ColumnFamily.calibrated(rows, new int[] {3}, 100, 0.01, random);
        assertThat(family.test(new long[][] {{0, 100, 0}}).alarm()).isFalse();
        assertThat(family.test(new long[][] {{0, 100, 0}}).pValues()).containsExactly(1);
        assertThat(family.test(new long[][] {{0, 90, 10}}).pValues()[0]).isLessThan(1e-9);
    }

    @Test
    void shouldExpectSomeNewCategoriesWhereManyAreRare() {
        long[] manyRare = new long[41];
        Arrays.fill(manyRare, 0, 40, 1);
        manyRare[0] = 961;
        ColumnFamily family = ColumnFamily.of(new long[][] {manyRare}, 100, 1e-3);
        long[] window = new long[41];
        window[0] = 94;
        window[40] = 6;
        assertThat(family.test(new long[][] {window}).alarm()).isFalse();
        long[] few = {1_000, 0};
        assertThat(ColumnFamily.of(new long[][] {few}, 100, 1e-3)
                        .test(new long[][] {{94, 6}})
                        .alarm())
                .isTrue();
    }

    @Test
    void shouldCountANumberThatStandsForManyByItself() {
        double[] numbers = new double[100];
        Arrays.setAll(numbers, i -> i < 60 ? 0 : i);
        ReferenceColumn column = ReferenceColumn.ofNumbers(numbers);
        assertThat(column.edges()).startsWith(0, Double.MIN_VALUE).doesNotHaveDuplicates();
        assertThat(column.kind(0)).isEqualTo(1);
        assertThat(column.kind(1)).isEqualTo(2);
        assertThat(column.kind(-1)).isZero();
    }

    @Test
    void shouldFindCategoriesThatTheReferenceDoesNotHave() {
        ReferenceColumn column = ReferenceColumn.ofCategories(
                IntStream.range(0, 1_000).mapToObj(i -> "c" + i % 4).toList());
        byte[][] reference = categories(column, 1_000, "c0", "c1", "c2", "c3");
        ColumnFamily family = ColumnFamily.calibrated(reference, new int[] {column.kinds()}, 100, 0.01, random);
        assertThat(test(family, categories(column, 100, "c0", "c1", "c2", "c3")).alarm())
                .isFalse();
        assertThat(test(family, categories(column, 100, "c0", "c1", "c2", "new"))
                        .alarm())
                .isTrue();
    }

    @Test
    void shouldScaleTheThresholdDownWhereFalseAlarmsAreToBeRare() {
        double[][] reference = rows(this::independent, 2_000);
        List<ReferenceColumn> columns = new ArrayList<>();
        double often = calibrated(reference, columns, 0.02).threshold();
        double rarely = calibrated(reference, columns, 0.0002).threshold();
        assertThat(rarely / often).isCloseTo(0.01, within(0.004));
        assertThat(often).as("twelve independent columns share it").isCloseTo(0.02 / COLUMNS, within(0.0006));
    }

    @Test
    void shouldTestTheSameAfterItWasWrittenDown() {
        double[][] reference = rows(this::independent, 1_000);
        List<ReferenceColumn> columns = new ArrayList<>();
        ColumnFamily family = calibrated(reference, columns);
        List<ReferenceColumn> readBack = columns.stream()
                .map(column -> ReferenceColumn.of(column.edges(), column.categories()))
                .toList();
        ColumnFamily again = ColumnFamily.of(family.reference(), family.window(), family.threshold());
        double[][] rows = rows(this::independent, WINDOW);
        assertThat(test(again, kinds(rows, readBack)).pValues())
                .containsExactly(test(family, kinds(rows, columns)).pValues());
        ReferenceColumn categories = ReferenceColumn.ofCategories(List.of("b", "a", "b"));
        assertThat(categories.categories()).containsExactly("b", "a");
        assertThat(ReferenceColumn.of(new double[0], categories.categories()).kind("a"))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatCannotBeMeant() {
        assertThatThrownBy(() -> ColumnFamily.calibrated(new byte[0][], new int[0], 10, 0.1, random))
                .hasMessage("there must be a reference");
        assertThatThrownBy(() -> ColumnFamily.calibrated(new byte[1][0], new int[0], 10, 0, random))
                .hasMessageContaining("between 0 and 1");
    }

    /** Share of the windows that alarm, over many references. */
    private double alarms(Supplier<double[]> row) {
        int alarms = 0;
        int windows = 0;
        for (int repeat = 0; repeat < 20; repeat++) {
            List<ReferenceColumn> columns = new ArrayList<>();
            ColumnFamily family = calibrated(rows(row, 4_000), columns);
            for (int i = 0; i < 150; i++) {
                alarms += test(family, kinds(rows(row, WINDOW), columns)).alarm() ? 1 : 0;
                windows++;
            }
        }
        return (double) alarms / windows;
    }

    private double[] independent() {
        return random.doubles(COLUMNS)
                .map(uniform -> Math.log(uniform / (1 - uniform)))
                .toArray();
    }

    private static double[][] rows(Supplier<double[]> row, int count) {
        double[][] rows = new double[count][];
        Arrays.setAll(rows, i -> row.get());
        return rows;
    }

    private ColumnFamily calibrated(double[][] reference, List<ReferenceColumn> columns) {
        return calibrated(reference, columns, FALSE_ALARMS);
    }

    private ColumnFamily calibrated(double[][] reference, List<ReferenceColumn> columns, double falseAlarms) {
        columns.clear();
        for (int column = 0; column < COLUMNS; column++) {
            int place = column;
            columns.add(ReferenceColumn.ofNumbers(
                    Arrays.stream(reference).mapToDouble(row -> row[place]).toArray()));
        }
        int[] kinds = columns.stream().mapToInt(ReferenceColumn::kinds).toArray();
        return ColumnFamily.calibrated(kinds(reference, columns), kinds, WINDOW, falseAlarms, random.split());
    }

    private static byte[][] kinds(double[][] rows, List<ReferenceColumn> columns) {
        return Arrays.stream(rows)
                .map(row -> {
                    byte[] kinds = new byte[row.length];
                    for (int i = 0; i < row.length; i++) {
                        kinds[i] = (byte) columns.get(i).kind(row[i]);
                    }
                    return kinds;
                })
                .toArray(byte[][]::new);
    }

    private static ColumnFamily.Finding test(ColumnFamily family, byte[][] rows) {
        int[] kinds = Arrays.stream(family.reference())
                .mapToInt(counts -> counts.length)
                .toArray();
        return family.test(ColumnFamily.counts(rows, kinds));
    }

    private static byte[][] categories(ReferenceColumn column, int count, String... inTurn) {
        byte[][] rows = new byte[count][];
        Arrays.setAll(rows, i -> new byte[] {(byte) column.kind(inTurn[i % inTurn.length])});
        return rows;
    }
}
