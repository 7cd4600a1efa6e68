package io.millrace.features;

import static io.millrace.features.ImputationTest.encode;
import static io.millrace.features.ImputationTest.numbers;
import static io.millrace.features.ImputationTest.upTo;
import static io.millrace.features.ImputationTest.vector;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** By the numbers 1 to 100: median 50, median absolute deviation 25, quartiles 25 and 75. */
class OutlierRuleTest {
    private static final Figures TO_100 = upTo(100);

    @Test
    void shouldKnowOutliersByTheirDistanceFromTheMedian() {
        String rule = "by: robust-z, limit: 2";
        double limit = 2 * 1.4826 * 25;
        assertThat(clipped(rule, 124)).isEqualTo(vector(0, 0, 124));
        assertThat(clipped(rule, 125)).isEqualTo(vector(0, 1, (float) (50 + limit)));
        assertThat(clipped(rule, -1_000)).isEqualTo(vector(0, 1, (float) (50 - limit)));
        assertThat(clipped("by: robust-z", 179)).isEqualTo(vector(0, 0, 179));
        assertThat(clipped("by: robust-z", 181)).isNotEqualTo(vector(0, 0, 181));
    }

    @Test
    void shouldKnowOutliersByTheirDistanceBeyondTheQuartiles() {
        assertThat(clipped("by: iqr", 150)).isEqualTo(vector(0, 0, 150));
        assertThat(clipped("by: iqr", 151)).isEqualTo(vector(0, 1, 150));
        assertThat(clipped("by: iqr, limit: 3", -126)).isEqualTo(vector(0, 1, -125));
    }

    @Test
    void shouldKnowOutliersAsTheSmallestAndLargestShare() {
        assertThat(clipped("by: quantiles, limit: 0.05", 95)).isEqualTo(vector(0, 0, 95));
        assertThat(clipped("by: quantiles, limit: 0.05", 100)).isEqualTo(vector(0, 1, 95));
        assertThat(clipped("by: quantiles, limit: 0.05", 1)).isEqualTo(vector(0, 1, 5));
    }

    @Test
    void shouldDoWithThemWhatTheColumnSays() {
        String rule = "{name: x, type: numeric, warmup: 100, outliers: {by: iqr, action: %s}}";
        assertThat(encode(rule.formatted("missing"), TO_100, 999)).isEqualTo(vector(1, 1, Float.NaN));
        assertThat(encode(rule.formatted("flag"), TO_100, 999)).isEqualTo(vector(0, 1, 999, 1));
        assertThat(encode(rule.formatted("flag"), TO_100, 99)).isEqualTo(vector(0, 0, 99, 0));
        assertThat(encode(rule.formatted("reject"), TO_100, 999))
                .isEqualTo(new Refused(
                        Reason.OUTLIER, "x", "column 'x' holds 999, which is unusual for it: -50 to 150 is usual"));
    }

    @Test
    void shouldLetSomethingStandInForAnOutlierThatIsTakenForMissing() {
        assertThat(encode(
                        "{name: x, type: numeric, missing: median, warmup: 9, outliers: {by: iqr, action: missing}}",
                        TO_100,
                        999))
                .isEqualTo(vector(1, 1, 50, 1));
    }

    @Test
    void shouldLeaveNumbersAloneUntilEnoughIsKnown() {
        String rule = "{name: x, type: numeric, warmup: 101, outliers: {by: iqr}}";
        assertThat(encode(rule, TO_100, 999)).isEqualTo(vector(0, 0, 999));
        assertThat(encode(rule, upTo(101), 999)).isNotEqualTo(vector(0, 0, 999));
    }

    @Test
    void shouldFindNothingUnusualWhereMostNumbersAreTheSame() {
        Figures mostlyZero = numbers(0, 0, 0, 0, 0, 0, 0, 7, 8);
        for (String rule : new String[] {"by: robust-z", "by: iqr", "by: quantiles, limit: 0.25"}) {
            assertThat(encode("{name: x, type: numeric, warmup: 1, outliers: {" + rule + "}}", mostlyZero, 5))
                    .as(rule)
                    .isEqualTo(vector(0, 0, 5));
        }
    }

    @Test
    void shouldHoldTheBoundsOfTheColumnFirst() {
        String rule = "{name: x, type: numeric, max: 200, outside: clip, warmup: 1, outliers: {by: iqr, action: flag}}";
        assertThat(encode(rule, TO_100, 999)).isEqualTo(vector(0, 1, 200, 1));
    }

    private static Encoding clipped(String rule, double value) {
        return encode("{name: x, type: numeric, warmup: 1, outliers: {" + rule + "}}", TO_100, value);
    }
}
