package io.millrace.statistics.metrics;

import static java.util.Objects.checkIndex;

/**
 * How often each class was taken for each class.
 *
 * <p>What has no defined value is NaN: every metric of an empty matrix, and kappa where chance alone explains everything. Not
 * thread-safe.
 */
public final class ConfusionMatrix {
    private final int classes;
    private final long[] cells; // row = actual, column = predicted
    private long count;

    /** @param classes at least 1 */
    public ConfusionMatrix(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes must be at least 1, not " + classes);
        }
        this.classes = classes;
        this.cells = new long[Math.multiplyExact(classes, classes)];
    }

    /** @throws IndexOutOfBoundsException unless both are in 0 to classes - 1 */
    public void update(int actual, int predicted) {
        cells[checkIndex(actual, classes) * classes + checkIndex(predicted, classes)]++;
        count++;
    }

    /**
     * An example that was counted before turns out to be of another class.
     *
     * @throws IllegalArgumentException where no such example was counted
     */
    public void correct(int from, int to, int predicted) {
        int cell = checkIndex(from, classes) * classes + checkIndex(predicted, classes);
        checkIndex(to, classes);
        if (cells[cell] == 0) {
            throw new IllegalArgumentException("no example of class " + from + " was predicted to be of " + predicted);
        }
        cells[cell]--;
        cells[to * classes + predicted]++;
    }

    public int classes() {
        return classes;
    }

    /** How many examples it holds. */
    public long count() {
        return count;
    }

    /** How many examples of one class were predicted to be of another, or of the same. */
    public long count(int actual, int predicted) {
        return cells[checkIndex(actual, classes) * classes + checkIndex(predicted, classes)];
    }

    /** How many examples were of a class. */
    public long actual(int of) {
        long sum = 0;
        for (int predicted = 0; predicted < classes; predicted++) {
            sum += count(of, predicted);
        }
        return sum;
    }

    /** How many examples were predicted to be of a class. */
    public long predicted(int as) {
        long sum = 0;
        for (int actual = 0; actual < classes; actual++) {
            sum += count(actual, as);
        }
        return sum;
    }

    /** Share of right predictions, 0 to 1. */
    public double accuracy() {
        long right = 0;
        for (int of = 0; of < classes; of++) {
            right += count(of, of);
        }
        return (double) right / count;
    }

    /**
     * Cohen's kappa (Cohen 1960, A Coefficient of Agreement for Nominal Scales): (p_o - p_e) / (1 - p_e), where p_o is the
     * accuracy and p_e the accuracy of guessing with the same shares. 1 is perfect, 0 is chance, negative is worse.
     */
    public double kappa() {
        double agreements = 0;
        for (int of = 0; of < classes; of++) {
            agreements += (double) actual(of) * predicted(of);
        }
        double byChance = agreements / ((double) count * count);
        return Gain.over(byChance, accuracy());
    }

    /** Share of the most frequent class among the labels, 0 to 1. */
    public double majorityShare() {
        long most = 0;
        for (int of = 0; of < classes; of++) {
            most = Math.max(most, actual(of));
        }
        return (double) most / count;
    }
}
