package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.statistics.hashes.Hash128;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdIndexTest {
    private static final int IDS = 300_000; // over several parts

    private final Map<Integer, byte[]> pages = new HashMap<>();
    private final IdIndex index = index(1 << 13, 1 << 20);

    private IdIndex index(int firstPart, int largestPart) {
        IdIndex.Pages inMemory = new IdIndex.Pages() {
            @Override
            public void put(int number, byte[] page) {
                pages.put(number, page);
            }

            @Override
            public byte[] get(int number) {
                return pages.get(number);
            }
        };
        return new IdIndex(inMemory, firstPart, largestPart);
    }

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

    @Test
    void shouldPutAwayWhatIsTooMuchForMemoryAndStillFindIt() {
        int largest = 1 << 12;
        IdIndex small = index(1 << 11, largest);
        IntStream.range(0, 100_000).forEach(i -> small.add(id(i), i / IdChunk.MOST));

        int full = (100_000 - (1 << 11)) / largest; // and one more that is being filled; five stay
        assertThat(pages).hasSize((full + 1 - 5) * 5);
        assertThat(IntStream.range(0, 100_000).allMatch(i -> small.any(id(i), chunk -> chunk == i / IdChunk.MOST)))
                .isTrue();
        assertThat(IntStream.range(100_000, 200_000).filter(i -> small.any(id(i), chunk -> true)))
                .hasSizeLessThan(100);
    }
}
