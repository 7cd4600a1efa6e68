package io.millrace.statistics.metrics;

import static java.util.Objects.checkIndex;

import java.util.function.IntToDoubleFunction;

/**
 * How often each class was taken for each class.
 *
 * <p>What has no defined value is NaN: every metric of an empty matrix, and kappa where chance alone explains everything. Of a matrix that is not
 * empty, a class that was never predicted has precision 0, one that never occurred recall 0, and either F 0; both count in the macro means. Not
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

    /**
     * Takes back an example that was counted before, as when it leaves a window.
     *
     * @throws IllegalArgumentException where no such example was counted
     */
    public void remove(int actual, int predicted) {
        int cell = checkIndex(actual, classes) * classes + checkIndex(predicted, classes);
        if (cells[cell] == 0) {
            throw new IllegalArgumentException(
                    "no example of class " + actual + " was predicted to be of " + predicted);
        }
        cells[cell]--;
        count--;
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

    /** Share of the right ones among the predictions of a class, 0 to 1; 0 where it was never predicted. */
    public double precision(int of) {
        return share(count(of, of), predicted(of));
    }

    /** Share of the examples of a class that were predicted to be of it, 0 to 1; 0 where there were none. */
    public double recall(int of) {
        return share(count(of, of), actual(of));
    }

    /**
     * F (van Rijsbergen 1979, Information Retrieval), 0 to 1: the harmonic mean of precision and recall, recall counted β times as important.
     *
     * @param beta above 0
     */
    public double f(double beta, int of) {
        double right = (1 + beta * beta) * count(of, of);
        double missed = beta * beta * (actual(of) - count(of, of));
        double wrong = predicted(of) - count(of, of);
        return share(right, right + missed + wrong);
    }

    /** Harmonic mean of precision and recall of a class, 0 to 1. */
    public double f1(int of) {
        return f(1, of);
    }

    private double share(double part, double whole) {
        if (count == 0) {
            return Double.NaN;
        }
        return whole == 0 ? 0 : part / whole;
    }

    /** Mean of a metric over all classes, each as important: {@code matrix.macro(matrix::f1)}. */
    public double macro(IntToDoubleFunction metric) {
        double sum = 0;
        for (int of = 0; of < classes; of++) {
            sum += metric.applyAsDouble(of);
        }
        return sum / classes;
    }

    /** Mean of a metric over all classes, each as important as it has examples. */
    public double weighted(IntToDoubleFunction metric) {
        double sum = 0;
        for (int of = 0; of < classes; of++) {
            sum += metric.applyAsDouble(of) * actual(of);
        }
        return sum / count;
    }

    /** Mean recall of all classes, 0 to 1 (Brodersen et al. 2010, The Balanced Accuracy and Its Posterior Distribution). NaN where a class never occurred. */
    public double balancedAccuracy() {
        return macro(of -> actual(of) == 0 ? Double.NaN : recall(of));
    }

    /**
     * Matthews' correlation coefficient, -1 to 1 (Matthews 1975; for more than two classes Gorodkin 2004, Comparing two K-category assignments by a
     * K-category correlation coefficient). 0 where all examples or all predictions are of one class.
     */
    public double matthews() {
        if (count == 0) {
            return Double.NaN;
        }
        double n = count;
        double right = 0;
        double together = 0;
        double actuals = 0;
        double predictions = 0;
        for (int of = 0; of < classes; of++) {
            right += count(of, of);
            together += (double) actual(of) * predicted(of);
            actuals += (double) actual(of) * actual(of);
            predictions += (double) predicted(of) * predicted(of);
        }
        double spread = (n * n - predictions) * (n * n - actuals);
        return spread == 0 ? 0 : (right * n - together) / Math.sqrt(spread);
    }
}
