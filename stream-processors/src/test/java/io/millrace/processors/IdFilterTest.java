package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdFilterTest {
    private static final int IDS = 300_000; // over several sizes

    private final IdFilter filter = new IdFilter();

    @Test
    void shouldHaveNothingAtFirst() {
        assertThat(filter.mayHave("")).isFalse();
        assertThat(filter.mayHave("id-1")).isFalse();
    }

    @Test
    void shouldNeverMissAnIdHoweverMuchItGrew() {
        IntStream.range(0, IDS).forEach(i -> filter.add("id-" + i));

        assertThat(IntStream.range(0, IDS).allMatch(i -> filter.mayHave("id-" + i)))
                .isTrue();
    }

    @Test
    void shouldSayOfNearlyAllOthersThatTheyAreNew() {
        IntStream.range(0, IDS).forEach(i -> filter.add("id-" + i));

        assertThat(IntStream.range(IDS, 2 * IDS).filter(i -> filter.mayHave("id-" + i)))
                .hasSizeLessThan(IDS / 50);
    }
}
