package io.millrace.drift.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ReferenceSeries;
import io.millrace.schemas.WatchedColumn;
import io.millrace.schemas.WatchedSeries;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reference of two columns: salaries below and from 10 on, each in half of 1,000 examples; cities of codes 3 and 1, of which 200 of 1,000 are missing. */
class ReferenceTest {
    private final SeriesReference features = reference(
                    column("salary", List.of(10.0), List.of(), List.of(500L, 500L), 0),
                    column("city", List.of(), List.of("3", "1", "0"), List.of(600L, 200L, 0L, 0L), 200))
            .series(WatchedSeries.FEATURES)
            .orElseThrow();

    @Test
    void shouldCountEachKindAtItsPlaceAndMissingBehindThem() {
        assertThat(features.places()).isEqualTo(3 + 5);
        assertThat(features.place(0, 9.9)).isZero();
        assertThat(features.place(0, 10)).isEqualTo(1);
        assertThat(features.place(0, Double.NaN)).isEqualTo(2);
        assertThat(features.place(1, 3)).isEqualTo(3);
        assertThat(features.place(1, 1)).isEqualTo(4);
        assertThat(features.place(1, 0)).isEqualTo(5);
        assertThat(features.place(1, 4_000)).isEqualTo(6);
        assertThat(features.place(1, Double.NaN)).isEqualTo(7);
    }

    @Test
    void shouldSayWhichColumnMovedMost() {
        Difference moved = features.difference(Counts.of(new int[] {50, 50, 0, 20, 60, 0, 0, 20}));
        assertThat(moved.drifted()).isTrue();
        Movement most = moved.columns().get(0);
        assertThat(most.column()).isEqualTo("city");
        assertThat(most.moved()).isEqualTo("code 3");
        assertThat(most.before()).isEqualTo(0.75);
        assertThat(most.now()).isEqualTo(0.25);
        assertThat(most.distance()).isEqualTo(0.5);
        assertThat(most.inWords()).isEqualTo("city is code 3 in 25.0 % of the records, before in 75.0 %");
    }

    @Test
    void shouldSayWhatStandsInAColumnThatWasConstant() {
        double five = 5;
        SeriesReference constant = reference(
                        column("fee", List.of(five, Math.nextUp(five)), List.of(), List.of(0L, 1_000L, 0L), 0))
                .series(WatchedSeries.FEATURES)
                .orElseThrow();
        Difference moved = constant.difference(Counts.of(new int[] {0, 95, 5, 0}));
        assertThat(moved.drifted()).isTrue();
        assertThat(moved.columns().get(0).inWords())
                .isEqualTo("fee is 5.000 in 95.0 % of the records, before in 100.0 %");
        Difference below = constant.difference(Counts.of(new int[] {5, 94, 1, 0}));
        assertThat(below.columns().get(0).moved()).isEqualTo("5.000");
    }

    @Test
    void shouldLeaveMissingValuesToTheSearchForFaults() {
        Counts window = Counts.of(new int[] {30, 30, 40, 60, 20, 0, 0, 20});
        assertThat(features.difference(window).drifted()).isFalse();
        Difference faults = features.faults(window, List.of());
        assertThat(faults.drifted()).isTrue();
        assertThat(faults.columns().get(0))
                .returns("salary", Movement::column)
                .returns("missing", Movement::moved)
                .returns(0.4, Movement::now);
        assertThat(faults.threshold()).as("three may be at fault").isCloseTo(0.001 / 3, within(1e-12));
    }

    @Test
    void shouldFindCategoriesThatAreUnknownNow() {
        Difference faults = features.faults(Counts.of(new int[] {50, 50, 0, 50, 20, 10, 0, 20}), List.of());
        assertThat(faults.drifted()).isTrue();
        assertThat(faults.columns().get(0)).returns("unknown", Movement::moved).returns("city", Movement::column);
    }

    @Test
    void shouldNotTakeCategoriesThatTrainingHappenedNotToHaveForUnknownOnes() {
        Counts window = Counts.of(new int[] {50, 50, 0, 50, 20, 0, 10, 20});
        assertThat(features.faults(window, List.of()).drifted()).isFalse();
        assertThat(features.difference(window).drifted()).isTrue();
    }

    @Test
    void shouldSeeNothingInWhatIsAsBefore() {
        Counts half = Counts.of(new int[] {25, 25, 0, 30, 10, 0, 0, 10});
        Counts window = half.plus(half);
        assertThat(window).isEqualTo(Counts.of(new int[] {50, 50, 0, 60, 20, 0, 0, 20}));
        assertThat(features.difference(window).pValue()).isEqualTo(1);
        assertThat(features.faults(window, List.of()).drifted()).isFalse();
        assertThat(features.difference(Counts.of(new int[8])).columns()).isEmpty();
    }

    @Test
    void shouldRefuseOneThatContradictsItself() {
        assertThatThrownBy(() -> reference(column("salary", List.of(10.0), List.of(), List.of(1L), 0)))
                .hasMessage("column salary has 2 kinds and 1 counts");
    }

    private static Reference reference(WatchedColumn... columns) {
        return Reference.of(ModelReference.newBuilder()
                .setVersion(1)
                .setEncoderFingerprint("e")
                .setWindow(100)
                .setFalseAlarms(0.001)
                .setSeries(List.of(ReferenceSeries.newBuilder()
                        .setSeries(WatchedSeries.FEATURES)
                        .setRows(1_000)
                        .setThreshold(0.0005)
                        .setColumns(List.of(columns))
                        .build()))
                .build());
    }

    private static WatchedColumn column(
            String name, List<Double> edges, List<String> categories, List<Long> counts, long missing) {
        return WatchedColumn.newBuilder()
                .setName(name)
                .setEdges(edges)
                .setCategories(categories)
                .setCounts(counts)
                .setMissing(missing)
                .build();
    }
}
