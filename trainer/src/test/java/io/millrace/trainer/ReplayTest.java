package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.OffsetRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final List<OffsetRange> THERE =
            List.of(new OffsetRange(0, 100L, 5_100L), new OffsetRange(2, 0L, 5_000L));

    @Test
    void shouldDrawEvenlyFromAllThatIsThere() {
        List<OffsetRange> pieces = Replay.draw(THERE, 1_000, 42);

        assertThat(pieces.stream()
                        .mapToLong(piece -> piece.getTo() - piece.getFrom())
                        .sum())
                .isEqualTo(1_000);
        assertThat(pieces).hasSizeBetween(20, 21);
        assertThat(pieces.stream().filter(piece -> piece.getPartition() == 0).count())
                .isBetween(10L, 11L);
        assertThat(pieces).allSatisfy(piece -> {
            OffsetRange of = THERE.get(piece.getPartition() / 2);
            assertThat(piece.getFrom()).isGreaterThanOrEqualTo(of.getFrom());
            assertThat(piece.getTo()).isLessThanOrEqualTo(of.getTo());
        });
        for (int i = 1; i < pieces.size(); i++) {
            if (pieces.get(i).getPartition() == pieces.get(i - 1).getPartition()) {
                assertThat(pieces.get(i).getFrom())
                        .isGreaterThanOrEqualTo(pieces.get(i - 1).getTo());
            }
        }
    }

    @Test
    void shouldDrawBySeed() {
        assertThat(Replay.draw(THERE, 300, 1))
                .isEqualTo(Replay.draw(THERE, 300, 1))
                .isNotEqualTo(Replay.draw(THERE, 300, 2));
    }

    @Test
    void shouldTakeAllWhereThereIsNoMore() {
        assertThat(Replay.draw(THERE, 20_000, 42)).isEqualTo(THERE);
        assertThat(Replay.draw(List.of(new OffsetRange(0, 7L, 7L)), 100, 42)).isEmpty();
        assertThat(Replay.draw(THERE, 0, 42)).isEmpty();
    }

    @Test
    void shouldReadBackWhatTheLineageTells() {
        List<OffsetRange> pieces = Replay.draw(THERE, 300, 1);

        assertThat(Replay.pieces(new Replay(java.util.Optional.empty(), pieces).told()))
                .isEqualTo(pieces);
        assertThat(Replay.pieces("")).isEmpty();
    }
}
