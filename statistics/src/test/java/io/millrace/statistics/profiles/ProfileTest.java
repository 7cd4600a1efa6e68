package io.millrace.statistics.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private static final int VALUES = 20_000;
    private static final int PARTS = 13;

    /** A sketch is off by more than its stated error once in a hundred times; never by three times that. */
    private static final double RANK_ERROR = 3 * Profile.RANK_ERROR;

    private final Profile profile = new Profile();

    @Test
    void shouldHaveAnAnswerToEverythingWithoutValues() {
        profile.addMissing();

        assertThat(profile.count()).isZero();
        assertThat(profile.missing()).isEqualTo(1);
        assertThat(new double[] {
                    profile.min(),
                    profile.max(),
                    profile.mean(),
                    profile.variance(),
                    profile.skewness(),
                    profile.excessKurtosis(),
                    profile.quantile(0.5)
                })
                .containsOnly(Double.NaN);
        assertThat(profile.distinct()).isZero();
        assertThat(profile.top(5)).isEmpty();
    }

    @Test
    void shouldTakeNumbersThatAreNoneForMissing() {
        profile.add(Double.NaN);
        profile.add(Double.POSITIVE_INFINITY);
        profile.add(-0.0);

        assertThat(profile.missing()).isEqualTo(2);
        assertThat(profile.count()).isEqualTo(1);
        assertThat(profile.distinct()).isEqualTo(1);
    }

    @Test
    void shouldHaveNoShapeWhereAllNumbersAreEqual() {
        IntStream.range(0, 100).forEach(i -> profile.add(7.25));

        assertThat(profile.mean()).isEqualTo(7.25);
        assertThat(profile.variance()).isZero();
        assertThat(profile.skewness()).isNaN();
        assertThat(profile.quantile(0.1)).isEqualTo(7.25);
    }

    @Test
    void shouldHaveTheMomentsOfSmallNumbersBesideALargeMean() {
        double far = 1e9;
        for (double value : new double[] {1, 2, 3, 4, 10}) {
            profile.add(far + value);
        }

        assertThat(profile.mean()).isEqualTo(far + 4);
        assertThat(profile.variance()).isCloseTo(10, within(1e-9));
        assertThat(profile.skewness()).isCloseTo(36 / Math.pow(10, 1.5), within(1e-9));
        assertThat(profile.excessKurtosis()).isCloseTo((81 + 16 + 1 + 0 + 1296) / 5.0 / 100 - 3, within(1e-9));
    }

    @Test
    void shouldCountFewCategoriesExactlyTheMostFrequentFirst() {
        List.of("b", "a", "c", "b", "a", "b").forEach(profile::add);
        profile.add("x".repeat(300));

        assertThat(profile.top(2).toString()).isEqualTo("{b=3, a=2}");
        assertThat(profile.top(9)).containsKey("x".repeat(256)).hasSize(4);
        assertThat(profile.count()).isEqualTo(7);
    }

    /** Cut into parts at random, then merged two by two in random order, by way of their bytes. */
    @RepeatedTest(10)
    void shouldBeThatOfTheWholeHoweverItsPartsAreMerged(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double[] numbers =
                random.doubles(VALUES).map(share -> Math.exp(6 * share) - 30).toArray();
        List<Profile> parts = new ArrayList<>();
        IntStream.range(0, PARTS).forEach(i -> parts.add(new Profile()));
        for (double number : numbers) {
            String category = "c" + random.nextInt(Profile.EXACT_CATEGORIES - 6);
            Profile part = parts.get(random.nextInt(PARTS));
            for (Profile each : List.of(profile, part)) {
                each.add(number);
                each.add(category);
                each.addMissing();
            }
        }

        Profile merged = merged(parts, random);

        assertThat(merged.count()).isEqualTo(profile.count()).isEqualTo(2 * VALUES);
        assertThat(merged.missing()).isEqualTo(VALUES);
        assertThat(merged.min()).isEqualTo(profile.min());
        assertThat(merged.max()).isEqualTo(profile.max());
        assertThat(merged.top(Profile.EXACT_CATEGORIES)).isEqualTo(profile.top(Profile.EXACT_CATEGORIES));
        assertThat(merged.distinct()).isCloseTo(profile.distinct(), Percentage.withPercentage(2));
        Percentage rounding = Percentage.withPercentage(1e-7);
        assertThat(merged.mean()).isCloseTo(profile.mean(), rounding);
        assertThat(merged.variance()).isCloseTo(profile.variance(), rounding);
        assertThat(merged.skewness()).isCloseTo(profile.skewness(), rounding);
        assertThat(merged.excessKurtosis()).isCloseTo(profile.excessKurtosis(), rounding);
        Arrays.sort(numbers);
        for (double share : new double[] {0.01, 0.25, 0.5, 0.75, 0.99}) {
            assertThat(rank(merged.quantile(share), numbers)).isCloseTo(share, within(RANK_ERROR));
        }
    }

    @RepeatedTest(5)
    void shouldCountDifferentValuesTheSameInAnyOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Profile> parts = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            Profile each = new Profile();
            random.ints(2_000, 0, 9_000).forEach(each::add);
            parts.add(each);
        }

        double once = merged(parts, random).distinct();
        double again = merged(parts, random).distinct();

        assertThat(once).isEqualTo(again).isCloseTo(8_500, Percentage.withPercentage(6));
    }

    @Test
    void shouldRefuseBytesThatAreNoProfile() {
        assertThatIllegalArgumentException().isThrownBy(() -> Profile.of(new byte[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Profile.of(new byte[] {9}))
                .withMessageContaining("version 9");
        byte[] cut = Arrays.copyOf(profile.toBytes(), 90);
        assertThatIllegalArgumentException().isThrownBy(() -> Profile.of(cut));
    }

    private static Profile merged(List<Profile> parts, Random random) {
        List<Profile> left = new ArrayList<>();
        parts.forEach(part -> left.add(Profile.of(part.toBytes())));
        while (left.size() > 1) {
            Collections.shuffle(left, random);
            Profile last = left.remove(left.size() - 1);
            left.get(0).merge(Profile.of(last.toBytes()));
        }
        return left.get(0);
    }

    private static double rank(double quantile, double[] sorted) {
        return Arrays.stream(sorted).filter(number -> number <= quantile).count() / (double) sorted.length;
    }
}
