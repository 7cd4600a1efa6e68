package io.millrace.trainer.windows;

import io.millrace.schemas.OffsetRange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which rows of the partitions make the window: always the latest tail of any partition next, from the end backwards, so
 * that what is picked of a partition is one offset range. An example that a later one corrects is passed over; the correction stands
 * where it came, so that the same range always gives the same rows.
 */
final class Picked {
    private static final int NONE = -1;

    private final PartitionTail[] tails;
    private final int[] numbers;
    private final int[] next;
    private final int[] partitions;
    private final int[] rows;
    private int first;
    private int encoder = NONE;
    private int otherEncoders;
    private final Corrections corrections = new Corrections();

    /** @param tails by partition, ascending */
    Picked(Map<Integer, PartitionTail> tails, int maxExamples) {
        this.tails = tails.values().toArray(PartitionTail[]::new);
        this.numbers = tails.keySet().stream().mapToInt(Integer::intValue).toArray();
        this.next = tails.values().stream().mapToInt(tail -> tail.size() - 1).toArray();
        int available = tails.values().stream().mapToInt(PartitionTail::size).sum();
        this.partitions = new int[Math.min(available, maxExamples)];
        this.rows = new int[partitions.length];
        this.first = partitions.length;
    }

    void fill() {
        for (int latest = latest(); first > 0 && latest != NONE; latest = latest()) {
            PartitionTail tail = tails[latest];
            int row = next[latest]--;
            if (encoder == NONE) {
                encoder = tail.encoder(row);
            }
            if (tail.encoder(row) != encoder) {
                otherEncoders++;
                continue;
            }
            if (corrections.replaces(tail.id(row), tail.corrects(row))) {
                continue;
            }
            first--;
            partitions[first] = latest;
            rows[first] = row;
        }
    }

    int rows() {
        return rows.length - first;
    }

    /** Whether of each of those partitions there is a row left that was not looked at. */
    boolean leaves(Set<Integer> wanted) {
        return wanted.stream()
                .allMatch(partition -> IntStream.range(0, numbers.length)
                        .anyMatch(position -> numbers[position] == partition && next[position] >= 0));
    }

    /** Where the row lies. */
    PartitionTail tail(int row) {
        return tails[partitions[first + row]];
    }

    int index(int row) {
        return rows[first + row];
    }

    /** The offsets of each partition of which there is a row, from the first to behind the last. */
    List<OffsetRange> ranges() {
        long[] from = new long[numbers.length];
        long[] to = new long[numbers.length];
        for (int row = rows.length - 1; row >= first; row--) {
            int position = partitions[row];
            from[position] = tails[position].offset(rows[row]);
            to[position] = Math.max(to[position], from[position] + 1);
        }
        return IntStream.range(0, numbers.length)
                .filter(position -> to[position] > 0)
                .mapToObj(position -> new OffsetRange(numbers[position], from[position], to[position]))
                .toList();
    }

    int encoder() {
        return encoder;
    }

    int otherEncoders() {
        return otherEncoders;
    }

    int corrected() {
        return corrections.replaced();
    }

    /** Position, among the partitions, of the one whose next row is the latest; of equals the one of the highest number. */
    private int latest() {
        int latest = NONE;
        for (int i = 0; i < numbers.length; i++) {
            if (next[i] >= 0 && (latest == NONE || timestamp(i) >= timestamp(latest))) {
                latest = i;
            }
        }
        return latest;
    }

    private long timestamp(int position) {
        return tails[position].timestamp(next[position]);
    }
}
