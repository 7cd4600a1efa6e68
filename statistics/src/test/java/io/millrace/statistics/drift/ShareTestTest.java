package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.statistics.Fixtures;
import java.io.IOException;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ShareTestTest {
    @Test
    void shouldAgreeWithScipyOnAShift() {
        ShareTest.Result result = against(208, 128, 49, 15).test(new long[] {117, 105, 62, 66});
        assertThat(result.statistic()).isCloseTo(58.309841417137555, within(1e-9));
        assertThat(result.degreesOfFreedom()).isEqualTo(3);
        assertThat(result.pValue()).isCloseTo(1.3497554190119742e-12, withinPercentage(1e-6));
    }

    @Test
    void shouldSeeAClassThatVanishedAndOneThatIsNew() {
        ShareTest.Result result = against(181, 92, 27, 0).test(new long[] {127, 102, 0, 71});
        assertThat(result.statistic()).isCloseTo(107.98299638505824, within(1e-9));
        assertThat(result.pValue()).isLessThan(1e-20);
    }

    @Test
    void shouldSeeNothingInAnEmptyWindow() {
        assertThat(against(10, 20).test(new long[2])).isEqualTo(ShareTest.Result.NOTHING_SEEN);
    }

    @Test
    void shouldSeeNothingWhereThereIsOneClassOnly() {
        assertThat(against(50).test(new long[] {60}).pValue()).isEqualTo(1);
        assertThat(against(50, 0).test(new long[] {60, 0}).pValue()).isEqualTo(1);
    }

    @Test
    void shouldTakeRareClassesTogether() {
        ShareTest.Result result = against(9_000, 990, 4, 3, 3).test(new long[] {900, 99, 1, 0, 0});
        assertThat(result.degreesOfFreedom()).isEqualTo(2);
        assertThat(result.pValue()).isGreaterThan(0.5);
    }

    @Test
    void shouldAlarmAsOftenAsStatedWithASmallReference() {
        Random random = new Random(7);
        double[] shares = {0.5, 0.3, 0.15, 0.05};
        int alarms = 0;
        int windows = 20_000;
        for (int i = 0; i < windows; i++) {
            long[] reference = draw(random, shares, 400);
            double[] asShares = {reference[0], reference[1], reference[2], reference[3]};
            double p = ShareTest.against(asShares, 400)
                    .test(draw(random, shares, 1_000))
                    .pValue();
            alarms += p < 0.01 ? 1 : 0;
        }
        assertThat((double) alarms / windows).isBetween(0.007, 0.013);
    }

    @Test
    void shouldRefuseAReferenceThatIsNone() {
        assertThatThrownBy(() -> ShareTest.against(new double[] {0, 0}, 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShareTest.against(new double[] {1, -1}, 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShareTest.against(new double[] {1}, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> against(1, 1).test(new long[3])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldAgreeWithTheFixtures() throws IOException {
        for (JsonNode fixture : Fixtures.read("drift_*.json")) {
            JsonNode expected = fixture.get("expected");
            JsonNode chiSquare = expected.get("chi2_homogeneity");
            if (chiSquare != null && chiSquare.get("min_expected").asDouble() >= 5) {
                ShareTest.Result result =
                        against(counts(expected.get("counts_ref"))).test(counts(expected.get("counts_cur")));
                String name = fixture.get("name").asText();
                double statistic = chiSquare.get("statistic").asDouble();
                assertThat(result.statistic()).as(name).isCloseTo(statistic, within(1e-9 + 1e-6 * statistic));
                assertThat(result.pValue())
                        .as(name)
                        .isCloseTo(chiSquare.get("p").asDouble(), withinPercentage(0.1));
            }
        }
    }

    private static ShareTest against(long... counts) {
        double[] shares = new double[counts.length];
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            shares[i] = counts[i];
            sum += counts[i];
        }
        return ShareTest.against(shares, sum);
    }

    private static long[] counts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }

    private static long[] draw(Random random, double[] shares, int n) {
        long[] counts = new long[shares.length];
        for (int i = 0; i < n; i++) {
            double left = random.nextDouble();
            int at = 0;
            while (at < shares.length - 1 && left >= shares[at]) {
                left -= shares[at++];
            }
            counts[at]++;
        }
        return counts;
    }
}
