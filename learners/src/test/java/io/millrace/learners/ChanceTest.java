package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChanceTest {
    @Test
    void shouldDrawPoissonsOfTheirMeanAndVariance() {
        Chance chance = new Chance(1);
        int[] drawn = IntStream.range(0, 100_000).map(i -> chance.poisson(6)).toArray();
        double mean = IntStream.of(drawn).average().orElseThrow();
        double variance = IntStream.of(drawn)
                .mapToDouble(count -> (count - mean) * (count - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(6, within(0.05));
        assertThat(variance).isCloseTo(6, within(0.15));
    }

    @Test
    void shouldChooseEachAsOftenAsAnyOther() {
        Chance chance = new Chance(2);
        int[] times = new int[5];
        for (int i = 0; i < 10_000; i++) {
            int[] chosen = chance.choose(2, 5);
            assertThat(chosen[0]).isLessThan(chosen[1]);
            times[chosen[0]]++;
            times[chosen[1]]++;
        }
        assertThat(IntStream.of(times).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(3800, 4200));
    }
}
