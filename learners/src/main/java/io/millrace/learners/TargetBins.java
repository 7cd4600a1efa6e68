package io.millrace.learners;

/**
 * The targets along one number: bins, at most {@value #MOST}, each with its weight, the mean of the number and the mean of the target; where
 * there would be one more, the two nearest become one (Ben-Haim and Tom-Tov 2010, A Streaming Parallel Decision Tree Algorithm).
 */
final class TargetBins {
    private static final int MOST = 32;
    private static final int NUMBERS = 3;
    /** How many numbers it can come to hold. */
    static final int MOST_SIZE = (MOST + 1) * NUMBERS;

    /** Weight, number and target of one bin after the other, the numbers ascending. */
    private double[] bins = new double[4 * NUMBERS];

    private int count;

    void keep(State state) {
        count = state.whole(count);
        double[] held = new double[count * NUMBERS];
        System.arraycopy(bins, 0, held, 0, Math.min(held.length, bins.length));
        bins = state.reals(held);
    }

    int count() {
        return count;
    }

    double weight(int bin) {
        return bins[bin * NUMBERS];
    }

    double number(int bin) {
        return bins[bin * NUMBERS + 1];
    }

    double target(int bin) {
        return bins[bin * NUMBERS + 2];
    }

    /** How many numbers it holds. */
    long size() {
        return bins.length;
    }

    void add(double number, double target, double weight) {
        int bin = atMost(number);
        if (bin >= 0 && number(bin) == number) {
            join(bin, number, target, weight);
            return;
        }
        insert(bin + 1, number, target, weight);
        if (count > MOST) {
            joinNearest();
        }
    }

    /** The last bin whose number is at most this one; -1 where none is. */
    private int atMost(double number) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) / 2;
            if (number(middle) <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private void join(int bin, double number, double target, double weight) {
        int at = bin * NUMBERS;
        bins[at] += weight;
        double part = weight / bins[at];
        bins[at + 1] += (number - bins[at + 1]) * part;
        bins[at + 2] += (target - bins[at + 2]) * part;
    }

    private void insert(int bin, double number, double target, double weight) {
        if ((count + 1) * NUMBERS > bins.length) {
            double[] more = new double[Math.min(MOST_SIZE, 2 * bins.length + NUMBERS)];
            System.arraycopy(bins, 0, more, 0, bins.length);
            bins = more;
        }
        int at = bin * NUMBERS;
        System.arraycopy(bins, at, bins, at + NUMBERS, count++ * NUMBERS - at);
        bins[at] = weight;
        bins[at + 1] = number;
        bins[at + 2] = target;
    }

    private void joinNearest() {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int bin = 0; bin + 1 < count; bin++) {
            double gap = number(bin + 1) - number(bin);
            if (gap < least) {
                least = gap;
                nearest = bin;
            }
        }
        join(nearest, number(nearest + 1), target(nearest + 1), weight(nearest + 1));
        int from = (nearest + 2) * NUMBERS;
        System.arraycopy(bins, from, bins, from - NUMBERS, count * NUMBERS - from);
        count--;
    }
}
