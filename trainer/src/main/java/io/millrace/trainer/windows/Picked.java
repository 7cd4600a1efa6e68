package io.millrace.trainer.windows;

import java.util.Map;

/**
 * Which rows of the partitions make the window: always the latest tail of any partition next, from the end backwards, so
 * that what is picked of a partition is one offset range. An example that a later one corrects is passed over; the correction stands
 * where it came, so that the same range always gives the same rows.
 */
final class Picked {
    private static final int NONE = -1;

    private final Map<Integer, PartitionTail> tails;
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
        this.tails = tails;
        this.numbers = tails.keySet().stream().mapToInt(Integer::intValue).toArray();
        this.next = tails.values().stream().mapToInt(tail -> tail.size() - 1).toArray();
        int available = tails.values().stream().mapToInt(PartitionTail::size).sum();
        this.partitions = new int[Math.min(available, maxExamples)];
        this.rows = new int[partitions.length];
        this.first = partitions.length;
    }

    void fill() {
        for (int latest = latest(); first > 0 && latest != NONE; latest = latest()) {
            PartitionTail tail = tails.get(numbers[latest]);
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
            partitions[first] = numbers[latest];
            rows[first] = row;
        }
    }

    int rows() {
        return rows.length - first;
    }

    int partition(int row) {
        return partitions[first + row];
    }

    int index(int row) {
        return rows[first + row];
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
        return tails.get(numbers[position]).timestamp(next[position]);
    }
}
