package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.statistics.hashes.Hash128;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdIndexTest {
    private static final int IDS = 300_000; // over several parts

    private final IdIndex index = new IdIndex();

    private static Hash128 id(int number) {
        return Hash128.of("id-" + number);
    }

    @Test
    void shouldHaveNothingAtFirst() {
        assertThat(index.any(id(0), chunk -> true)).isFalse();
    }

    @Test
    void shouldNameTheChunkOfEveryIdHoweverManyThereAre() {
        IntStream.range(0, IDS).forEach(i -> index.add(id(i), i / IdChunk.MOST));

        assertThat(IntStream.range(0, IDS).allMatch(i -> index.any(id(i), chunk -> chunk == i / IdChunk.MOST)))
                .isTrue();
    }

    @Test
    void shouldDoSoAlsoWhereEachIdHasAChunkOfItsOwn() {
        IntStream.range(0, IDS).forEach(i -> index.add(id(i), 5 + i));

        assertThat(IntStream.range(0, IDS).allMatch(i -> index.any(id(i), chunk -> chunk == 5 + i)))
                .isTrue();
    }

    @Test
    void shouldNameNoChunkForNearlyAllOthers() {
        IntStream.range(0, IDS).forEach(i -> index.add(id(i), i / IdChunk.MOST));

        assertThat(IntStream.range(IDS, 2 * IDS).filter(i -> index.any(id(i), chunk -> true)))
                .hasSizeLessThan(IDS / 200);
    }
}
