package io.millrace.trainer;

import io.millrace.schemas.OffsetRange;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Older examples that are learnt from beside a window.
 *
 * @param rows empty where there are none
 * @param pieces of the examples topic that they are, every usable example of each
 */
record Replay(Optional<TrainingWindow> rows, List<OffsetRange> pieces) {
    static final Replay NONE = new Replay(Optional.empty(), List.of());

    /** Each is a seek, and a read of what lies there. */
    private static final int MOST_PIECES = 20;

    private static final int LEAST_OFFSETS = 50;

    Replay {
        pieces = List.copyOf(pieces);
    }

    /**
     * Pieces of about so many offsets together, by the seed one of each of as many equal parts of all that there is.
     *
     * @param there what lies behind a window, by partition
     */
    static List<OffsetRange> draw(List<OffsetRange> there, int offsets, long seed) {
        long all = there.stream().mapToLong(Replay::length).sum();
        if (all <= offsets) {
            return there.stream().filter(range -> length(range) > 0).toList();
        }
        int count = Math.max(1, Math.min(MOST_PIECES, offsets / LEAST_OFFSETS));
        long size = offsets / count;
        SplittableRandom random = new SplittableRandom(seed);
        List<OffsetRange> pieces = new ArrayList<>();
        for (int i = 0; i < count && size > 0; i++) {
            long from = all / count * i + random.nextLong(all / count - size + 1);
            cut(there, from, from + size, pieces);
        }
        return pieces;
    }

    /** Where a piece of the partitions put one behind the other lies in them. */
    private static void cut(List<OffsetRange> there, long from, long to, List<OffsetRange> pieces) {
        long before = 0;
        for (OffsetRange range : there) {
            long first = Math.max(from, before);
            long last = Math.min(to, before + length(range));
            if (first < last) {
                long shift = range.getFrom() - before;
                pieces.add(new OffsetRange(range.getPartition(), first + shift, last + shift));
            }
            before += length(range);
        }
    }

    private static long length(OffsetRange range) {
        return Math.max(0, range.getTo() - range.getFrom());
    }

    /** The pieces as the lineage has them: {@code partition:from-to}, the last offset left out. */
    String told() {
        return pieces.stream()
                .map(piece -> piece.getPartition() + ":" + piece.getFrom() + "-" + piece.getTo())
                .collect(Collectors.joining(" "));
    }

    /** The pieces that {@link #told} tells. */
    static List<OffsetRange> pieces(String told) {
        return Arrays.stream(told.split(" "))
                .filter(piece -> !piece.isEmpty())
                .map(piece -> piece.split("[:-]"))
                .map(piece ->
                        new OffsetRange(Integer.parseInt(piece[0]), Long.parseLong(piece[1]), Long.parseLong(piece[2])))
                .toList();
    }
}
