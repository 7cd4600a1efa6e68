package io.millrace.trainer.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.Example;
import io.millrace.schemas.OffsetRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WindowBuilderTest {
    private final WindowBuilder builder = new WindowBuilder(4, 1, List.of("A", "B"));

    @Test
    void shouldMergePartitionsByTime() {
        builder.add(1, 10, 200, example(2, "B"));
        builder.add(1, 11, 400, example(4, "B"));
        builder.add(0, 20, 100, example(1, "A"));
        builder.add(0, 21, 300, example(3, "A"));

        ResolvedWindow window = builder.build();
        assertThat(window.window().matrix()).containsExactly(1, 2, 3, 4);
        assertThat(window.window().labels()).containsExactly(0, 1, 0, 1);
        assertThat(window.ranges()).containsExactly(new OffsetRange(0, 20L, 22L), new OffsetRange(1, 10L, 12L));
    }

    @Test
    void shouldOrderEqualTimesByPartitionAndOffset() {
        builder.add(1, 10, 7, example(3, "A"));
        builder.add(1, 11, 7, example(4, "A"));
        builder.add(0, 20, 7, example(1, "A"));
        builder.add(0, 21, 7, example(2, "A"));

        assertThat(builder.build().window().matrix()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void shouldKeepTheLatestOverall() {
        for (int i = 0; i < 1_000; i++) {
            builder.add(0, i, i, example(i, "A"));
        }
        builder.add(1, 5, 998, example(-1, "B"));

        assertThat(builder.usable()).isEqualTo(4);
        assertThat(builder.build().window().matrix()).containsExactly(997, 998, -1, 999);
        assertThat(builder.build().ranges())
                .containsExactly(new OffsetRange(0, 997L, 1_000L), new OffsetRange(1, 5L, 6L));
    }

    @Test
    void shouldCountOnlyWhatItCanUse() {
        assertThat(builder.usable()).isZero();
        builder.add(0, 0, 0, example(1, "C"));
        builder.add(0, 1, 1, example(1, "A", "e1", 2));
        builder.add(0, 2, 2, example(1, "A"));

        assertThat(builder.usable()).isEqualTo(1);
        assertThat(builder.build().leftOut()).isEqualTo(new ResolvedWindow.LeftOut(0, 1, 1, 0));
    }

    @Test
    void shouldLeaveOutExamplesOfAnotherEncoderThanTheLatest() {
        builder.add(0, 0, 0, example(1, "A", "e1", 1));
        builder.add(0, 1, 1, example(2, "A", "e2", 1));
        builder.add(0, 2, 2, example(3, "A", "e1", 1));
        builder.add(1, 0, 3, example(4, "A", "e2", 1));

        ResolvedWindow window = builder.build();
        assertThat(window.encoderFingerprint()).isEqualTo("e2");
        assertThat(window.window().matrix()).containsExactly(2, 4);
        assertThat(window.leftOut().otherEncoders()).isEqualTo(2);
    }

    @Test
    void shouldTakeTheLatestOfTheExamplesOfOneId() {
        builder.add(0, 0, 0, corrected("a", 1, "A", null));
        builder.add(0, 1, 1, corrected("b", 2, "A", null));
        builder.add(0, 2, 2, corrected("a", 1, "B", "A"));
        builder.add(0, 3, 3, corrected("a", 1, "A", "B"));

        ResolvedWindow window = builder.build();
        assertThat(builder.usable()).as("ids, not examples").isEqualTo(2);
        assertThat(window.window().matrix()).containsExactly(2, 1);
        assertThat(window.window().labels()).containsExactly(0, 0);
        assertThat(window.leftOut().corrected()).isEqualTo(2);
        assertThat(window.leftOut().unusable()).isFalse();
    }

    @Test
    void shouldFillTheWindowWithIdsHoweverManyCorrectionsThereAre() {
        for (int i = 0; i < 100; i++) {
            builder.add(0, 2 * i, i, corrected("id" + i, i, "A", null));
            builder.add(0, 2 * i + 1, i, corrected("id" + i, i, "B", "A"));
        }

        assertThat(builder.usable()).isEqualTo(4);
        assertThat(builder.build().window().matrix()).containsExactly(96, 97, 98, 99);
        assertThat(builder.build().window().labels()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void shouldGiveTheSameWindowFromItsRangesAlone() {
        SplittableRandom random = new SplittableRandom(3);
        List<Example> topic = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean corrects = i > 0 && random.nextInt(3) == 0;
            int id = corrects ? random.nextInt(i) : i;
            topic.add(corrected("id" + id, i, random.nextBoolean() ? "A" : "B", corrects ? "?" : null));
            builder.add(0, i, i, topic.get(i));
        }
        ResolvedWindow first = builder.build();

        WindowBuilder again = new WindowBuilder(4, 1, List.of("A", "B"));
        OffsetRange range = first.ranges().get(0);
        for (long i = range.getFrom(); i < range.getTo(); i++) {
            again.add(0, i, i, topic.get((int) i));
        }
        assertThat(again.build().window().matrix()).isEqualTo(first.window().matrix());
        assertThat(again.build().window().labels()).isEqualTo(first.window().labels());
    }

    @Test
    void shouldLeaveARecordAloneThatHasTheIdOfAnother() {
        builder.add(0, 0, 0, corrected("a", 1, "A", null));
        builder.add(0, 1, 1, corrected("a", 2, "B", null));

        assertThat(builder.build().window().matrix()).containsExactly(1, 2);
    }

    private static Example corrected(String id, float value, String label, String corrects) {
        return new Example(id, "e1", Instant.EPOCH, List.of(value), label, 0L, null, corrects);
    }

    private static Example example(float value, String label) {
        return example(value, label, "e1", 1);
    }

    private static Example example(float value, String label, String encoder, int length) {
        return new Example("x", encoder, Instant.EPOCH, Collections.nCopies(length, value), label, 0L, null, null);
    }
}
