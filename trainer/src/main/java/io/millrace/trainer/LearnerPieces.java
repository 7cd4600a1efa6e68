package io.millrace.trainer;

import io.millrace.schemas.LearnerState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the online learner has come, in pieces that fit a record.
 *
 * @param classes that it tells apart, in the order in which it knows them
 * @param encoder fingerprint of the encoder whose vectors it learns; empty before the first example
 * @param learnt how many examples
 * @param others examples of another encoder that have come in a row
 * @param starts first offset by partition that it has read
 * @param offsets next offset by partition
 * @param request with which it was last proposed
 * @param revision latest of the version that this request has become
 * @param snapshot what it knows
 */
record LearnerPieces(
        List<String> classes,
        String encoder,
        long learnt,
        int others,
        Map<Integer, Long> starts,
        Map<Integer, Long> offsets,
        Optional<String> request,
        int revision,
        byte[] snapshot) {
    /** A piece's record stays well below the broker's default limit of 1 MiB. */
    private static final int PIECE_BYTES = 512 * 1024;

    static String key(LearnerState piece) {
        return Integer.toString(piece.getPiece());
    }

    List<LearnerState> split() {
        int count = Math.max(1, (snapshot.length + PIECE_BYTES - 1) / PIECE_BYTES);
        List<LearnerState> pieces = new ArrayList<>(count);
        for (int piece = 0; piece < count; piece++) {
            int from = piece * PIECE_BYTES;
            ByteBuffer bytes = ByteBuffer.wrap(snapshot, from, Math.min(PIECE_BYTES, snapshot.length - from));
            pieces.add(new LearnerState(
                    classes,
                    encoder,
                    learnt,
                    others,
                    LifeRecord.named(offsets),
                    LifeRecord.named(starts),
                    request.orElse(null),
                    revision,
                    piece,
                    count,
                    bytes));
        }
        return pieces;
    }

    /**
     * @param latest of each key; those of a longer state before it are passed over
     * @return empty where nothing was written yet
     */
    static Optional<LearnerPieces> join(Collection<LearnerState> latest) {
        List<LearnerState> pieces = latest.stream()
                .sorted(Comparator.comparingInt(LearnerState::getPiece))
                .toList();
        if (pieces.isEmpty()) {
            return Optional.empty();
        }
        LearnerState first = pieces.get(0);
        int size = 0;
        for (LearnerState piece : pieces.subList(0, first.getPieces())) {
            size += piece.getBytes().remaining();
        }
        ByteBuffer snapshot = ByteBuffer.allocate(size);
        for (LearnerState piece : pieces.subList(0, first.getPieces())) {
            snapshot.put(piece.getBytes().duplicate());
        }
        return Optional.of(new LearnerPieces(
                first.getClasses(),
                first.getEncoderFingerprint(),
                first.getExamples(),
                first.getOthers(),
                LifeRecord.numbered(first.getStarts()),
                LifeRecord.numbered(first.getOffsets()),
                Optional.ofNullable(first.getRequest()),
                first.getRevision(),
                snapshot.array()));
    }
}
