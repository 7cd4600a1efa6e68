package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.Example;
import io.millrace.schemas.LearnerState;
import io.millrace.schemas.OffsetRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnlineProgressTest {
    private final OnlineProgress progress = new OnlineProgress(Requests.PIPELINE);
    private long offset = 40;

    @Test
    void shouldGoOnWhereItWas() {
        read(progress, 300, "e1", "A");
        progress.proposed("r-1");
        progress.revised(1);

        OnlineProgress after = new OnlineProgress(Requests.PIPELINE);
        after.resume(LearnerPieces.join(progress.pieces().split()).orElseThrow());
        read(progress, 10, "e1", "B");
        offset -= 10;
        read(after, 10, "e1", "B");

        assertThat(after.learnt()).isEqualTo(310);
        assertThat(after.ranges()).containsExactly(new OffsetRange(0, 40L, 350L));
        assertThat(after.request()).contains("r-1");
        assertThat(after.revision()).isEqualTo(1);
        assertThat(after.learner().model().sha256())
                .isEqualTo(progress.learner().model().sha256());
    }

    @Test
    void shouldPassOverPiecesOfALongerStateBefore() {
        read(progress, 3, "e1", "A");
        List<LearnerState> pieces = new ArrayList<>(progress.pieces().split());
        LearnerState piece = pieces.get(0);
        pieces.add(0, LearnerState.newBuilder(piece).setPiece(1).setPieces(2).build());

        assertThat(LearnerPieces.join(pieces).orElseThrow().snapshot())
                .isEqualTo(progress.pieces().snapshot());
        assertThat(LearnerPieces.join(List.of())).isEmpty();
    }

    @Test
    void shouldBeginAnewWhereTheClassesAreOthers() {
        read(progress, 3, "e1", "A");
        LearnerState piece = progress.pieces().split().get(0);
        OnlineProgress after = new OnlineProgress(Requests.PIPELINE);
        after.resume(LearnerPieces.join(List.of(LearnerState.newBuilder(piece)
                        .setClasses(List.of("B", "A"))
                        .build()))
                .orElseThrow());

        assertThat(after.learnt()).isZero();
        assertThat(after.offsets()).isEmpty();
    }

    @Test
    void shouldPassOverLateExamplesOfAnotherEncoder() {
        read(progress, 3, "e1", "A");
        read(progress, 99, "e0", "A");
        read(progress, 1, "e1", "A");

        assertThat(progress.learnt()).isEqualTo(4);
    }

    @Test
    void shouldBeginAnewWithTheEncoderOfAChangedDefinition() {
        read(progress, 500, "e1", "A");
        progress.proposed("r-1");
        read(progress, 105, "e2", "A");

        assertThat(progress.learnt()).isEqualTo(6);
        assertThat(progress.request()).isEmpty();
    }

    @Test
    void shouldPassOverLabelsThatAreNoClasses() {
        read(progress, 2, "e1", "C");

        assertThat(progress.learnt()).isZero();
        assertThat(progress.offsets()).containsEntry(0, 42L);
    }

    private void read(OnlineProgress into, int count, String encoder, String label) {
        for (int i = 0; i < count; i++) {
            Example example =
                    new Example("id" + offset, encoder, Instant.EPOCH, List.of((float) offset), label, 0L, null, null);
            into.read(new Comparison.Placed(0, offset, offset, example));
            offset++;
        }
    }
}
