package io.millrace.statistics.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class WeightedNumbersTest {
    @Test
    void shouldBeNaNOfNothing() {
        WeightedNumbers nothing = WeightedNumbers.of(List.of(new Profile()));
        assertThat(nothing.quantile(0.5)).isNaN();
        assertThat(nothing.medianAbsoluteDeviation()).isNaN();
    }

    @Test
    void shouldHaveTheQuantilesOfAllProfilesTogether() {
        WeightedNumbers numbers = WeightedNumbers.of(List.of(profile(1, 2, 2), profile(6, 9, 1, 4)));
        assertThat(numbers.quantile(0)).isEqualTo(1);
        assertThat(numbers.quantile(0.25)).isEqualTo(1);
        assertThat(numbers.quantile(0.5)).isEqualTo(2);
        assertThat(numbers.quantile(0.6)).isEqualTo(4);
        assertThat(numbers.quantile(1)).isEqualTo(9);
        assertThat(numbers.medianAbsoluteDeviation()).isEqualTo(1);
    }

    @Test
    void shouldHaveNoSpreadWhereMostNumbersAreEqual() {
        assertThat(WeightedNumbers.of(List.of(profile(7, 7, 7, 1))).medianAbsoluteDeviation())
                .isZero();
    }

    @Test
    void shouldKeepWithinTheRankErrorAndSayTheSameInAnyOrder() {
        Random random = new Random(1);
        List<Profile> profiles = new ArrayList<>();
        for (int part = 0; part < 8; part++) {
            double shift = part;
            profiles.add(profile(DoubleStream.generate(() -> shift + random.nextGaussian())
                    .limit(20_000)
                    .toArray()));
        }
        WeightedNumbers numbers = WeightedNumbers.of(profiles);
        assertThat(numbers.quantile(0.5)).as("by symmetry").isCloseTo(3.5, within(0.15));

        Collections.shuffle(profiles, random);
        WeightedNumbers shuffled = WeightedNumbers.of(profiles);
        for (double share = 0; share <= 1; share += 0.01) {
            assertThat(shuffled.quantile(share)).isEqualTo(numbers.quantile(share));
        }
        assertThat(shuffled.medianAbsoluteDeviation()).isEqualTo(numbers.medianAbsoluteDeviation());
    }

    @Test
    void shouldTellTheStandardDeviationOfANormalDistribution() {
        Random random = new Random(2);
        Profile normal = profile(DoubleStream.generate(() -> 5 + 2 * random.nextGaussian())
                .limit(100_000)
                .toArray());
        assertThat(1.4826 * WeightedNumbers.of(List.of(normal)).medianAbsoluteDeviation())
                .isCloseTo(2, within(0.1));
    }

    private static Profile profile(double... numbers) {
        Profile profile = new Profile();
        for (double number : numbers) {
            profile.add(number);
        }
        return profile;
    }
}
