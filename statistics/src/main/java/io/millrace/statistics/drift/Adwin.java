package io.millrace.statistics.drift;

import java.util.ArrayList;
import java.util.List;

/**
 * ADWIN2, the adaptive window (Bifet and Gavaldà 2007, Learning from Time-Changing Data with Adaptive Windowing): keeps as many of the latest values as
 * have one mean. Where two parts of the window, of n_0 and n_1 values, have means further apart than
 *
 * <p>ε = √(2 σ² ln(2 ln(W)/δ) / m) + 2 ln(2 ln(W)/δ) / (3m), with 1/m = 1/n_0 + 1/n_1,
 *
 * <p>the oldest bucket is dropped, until none are. Signals a drift where that has raised the window's mean: errors became more. A fall shortens the window
 * in silence. It never warns. For values from 0 to 1; others have no bound.
 *
 * <p>The window is an exponential histogram: buckets of 1, 2, 4, … values, at most five of a size, so that memory and time are logarithmic. Each part has at
 * least five values, of which four do not count as evidence (n - 4 stands for n in 1/m), as in MOA, whose recorded alarms this reproduces.
 */
final class Adwin extends RearmingDetector {
    private static final int BUCKETS = 5;
    private static final int SHORTEST_PART = 5;
    private static final int SHORTEST_WINDOW = 10;

    private final double delta;
    private final int clock;

    private final List<Row> rows = new ArrayList<>(List.of(new Row()));
    private long seen;
    private long width;
    private double sum;
    private double squares; // of the distances from the mean

    /**
     * @param delta δ, confidence of one comparison
     * @param clock observations from one look to the next
     */
    Adwin(double delta, int clock) {
        this.delta = delta;
        this.clock = clock;
    }

    /** Buckets of one size, the oldest first. */
    private static final class Row {
        private final double[] sums = new double[BUCKETS + 1];
        private final double[] squares = new double[BUCKETS + 1];
        private int size;

        void add(double sum, double squaresOfIt) {
            sums[size] = sum;
            squares[size++] = squaresOfIt;
        }

        void removeOldest(int count) {
            size -= count;
            System.arraycopy(sums, count, sums, 0, size);
            System.arraycopy(squares, count, squares, 0, size);
        }
    }

    /** The window stays: it has dropped what was before the drift. */
    @Override
    void rearm() {}

    @Override
    Signal next(double value) {
        insert(value);
        if (++seen % clock != 0) {
            return Signal.STABLE;
        }
        double before = sum / width;
        boolean cut = false;
        while (width > SHORTEST_WINDOW && differs()) {
            dropOldest();
            cut = true;
        }
        return cut && sum / width > before ? Signal.DRIFT : Signal.STABLE;
    }

    /** How many of the latest values the window holds. */
    long width() {
        return width;
    }

    double mean() {
        return sum / width;
    }

    private void insert(double value) {
        squares += width == 0 ? 0 : between(1, value, width, sum);
        sum += value;
        width++;
        rows.get(0).add(value, 0);
        for (int i = 0; rows.get(i).size > BUCKETS; i++) {
            if (i + 1 == rows.size()) {
                rows.add(new Row());
            }
            Row row = rows.get(i);
            long each = 1L << i;
            double merged = row.squares[0] + row.squares[1] + between(each, row.sums[0], each, row.sums[1]);
            rows.get(i + 1).add(row.sums[0] + row.sums[1], merged);
            row.removeOldest(2);
        }
    }

    private void dropOldest() {
        Row row = rows.get(rows.size() - 1);
        long values = 1L << (rows.size() - 1);
        width -= values;
        sum -= row.sums[0];
        squares -= row.squares[0] + between(values, row.sums[0], width, sum);
        row.removeOldest(1);
        while (rows.size() > 1 && rows.get(rows.size() - 1).size == 0) {
            rows.remove(rows.size() - 1);
        }
    }

    /** What two parts that are taken together have more of squares than each on its own. */
    private static double between(double n, double sumN, double m, double sumM) {
        double apart = sumN / n - sumM / m;
        return n * m * apart * apart / (n + m);
    }

    /** Whether any two parts differ, looking from the oldest bucket on. */
    private boolean differs() {
        double variance = Math.max(0, squares / width); // rounding may have left less than nothing
        double confidence = Math.log(2 * Math.log(width) / delta);
        double older = 0;
        double sumOlder = 0;
        for (int i = rows.size() - 1; i >= 0; i--) {
            Row row = rows.get(i);
            for (int bucket = 0; bucket < row.size; bucket++) {
                older += 1L << i;
                sumOlder += row.sums[bucket];
                double newer = width - older;
                if (newer <= SHORTEST_PART) {
                    return false;
                }
                double apart = Math.abs(sumOlder / older - (sum - sumOlder) / newer);
                if (older > SHORTEST_PART && apart > bound(older, newer, variance, confidence)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double bound(double older, double newer, double variance, double confidence) {
        double m = 1 / (older - SHORTEST_PART + 1) + 1 / (newer - SHORTEST_PART + 1);
        return Math.sqrt(2 * m * variance * confidence) + 2.0 / 3 * confidence * m;
    }
}
