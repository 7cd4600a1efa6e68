package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class HomogeneityTest {
    /** SciPy's numbers. */
    @Test
    void shouldTestTwoCategoriesInFourWays() {
        Homogeneity binary = Homogeneity.of(new long[] {106, 44}, new long[] {68, 52});
        assertThat(binary.degreesOfFreedom()).isEqualTo(1);
        assertThat(binary.chiSquare().statistic()).isCloseTo(5.702586206896552, within(1e-12));
        assertThat(binary.likelihoodRatio().pValue()).isCloseTo(0.01702955972011126, withinPercentage(1e-7));
        assertThat(binary.yates().pValue()).isCloseTo(0.023816299057679183, withinPercentage(1e-7));
        assertThat(binary.fisher()).isCloseTo(0.021185642937798795, withinPercentage(1e-7));
        assertThat(binary.leastExpected()).isCloseTo(42.666666666666664, within(1e-12));
        assertThat(binary.cramersV()).isCloseTo(0.14532958974404495, within(1e-12));
    }

    @Test
    void shouldLeaveOutCategoriesThatAreNowhere() {
        Homogeneity with = Homogeneity.of(new long[] {5, 0, 9, 0}, new long[] {8, 0, 2, 3});
        Homogeneity without = Homogeneity.of(new long[] {5, 9, 0}, new long[] {8, 2, 3});
        assertThat(with.degreesOfFreedom()).isEqualTo(2);
        assertThat(with.chiSquare()).isEqualTo(without.chiSquare());
        assertThat(with.yates()).isEqualTo(Tested.UNDEFINED);
        assertThat(with.fisher()).isNaN();
    }

    @Test
    void shouldNotCompareWithOneCategoryOrNothing() {
        for (Homogeneity nothing : new Homogeneity[] {
            Homogeneity.of(new long[] {50}, new long[] {60}),
            Homogeneity.of(new long[] {0, 0}, new long[] {3, 4}),
            Homogeneity.of(new long[0], new long[0])
        }) {
            assertThat(nothing.isDefined()).isFalse();
            assertThat(nothing.chiSquare()).isEqualTo(Tested.UNDEFINED);
            assertThat(nothing.likelihoodRatio()).isEqualTo(Tested.UNDEFINED);
            assertThat(nothing.yates()).isEqualTo(Tested.UNDEFINED);
            assertThat(nothing.fisher()).isNaN();
            assertThat(nothing.leastExpected()).isNaN();
            assertThat(nothing.cramersV()).isNaN();
        }
    }

    @Test
    void shouldRefuseOtherCategories() {
        assertThatThrownBy(() -> Homogeneity.of(new long[1], new long[2])).isInstanceOf(IllegalArgumentException.class);
    }
}
