package io.millrace.statistics.metrics;

/**
 * Test-then-train evaluation of a stream of predictions, beside what two baselines without a model would have got: no-change
 * (repeats the last label) and majority (the class most frequent so far).
 *
 * <p>One {@link #update} per label in the order in which the labels became known. A baseline answers before it sees the
 * label, and has no answer to the very first example: a miss. Every metric of no examples is NaN. Not thread-safe.
 */
public final class Prequential {
    private final ConfusionMatrix matrix;
    private final long[] seen;
    private int last = -1;
    private int majority = -1;
    private long noChangeRight;
    private long majorityRight;

    /** @param classes at least 1 */
    public Prequential(int classes) {
        matrix = new ConfusionMatrix(classes);
        seen = new long[classes];
    }

    /** @throws IndexOutOfBoundsException unless both are in 0 to classes - 1 */
    public void update(int actual, int predicted) {
        matrix.update(actual, predicted);
        noChangeRight += actual == last ? 1 : 0;
        majorityRight += actual == majority ? 1 : 0;
        last = actual;
        seen[actual]++;
        if (majority < 0 || seen[actual] > seen[majority]) { // a tie stays with the class that led first
            majority = actual;
        }
    }

    /**
     * A label that was counted before is corrected. Accuracy, kappa and kappa-m then are what they would have been with the right
     * label; the two baselines keep what they got, for they answered by the labels that were known at the time.
     *
     * @throws IllegalArgumentException where no such example was counted
     */
    public void correct(int from, int to, int predicted) {
        matrix.correct(from, to, predicted);
        seen[from]--;
        seen[to]++;
        if (majority == from || seen[to] > seen[majority]) {
            majority = mostSeen();
        }
    }

    private int mostSeen() {
        int most = majority;
        for (int of = 0; of < seen.length; of++) {
            most = seen[of] > seen[most] ? of : most;
        }
        return most;
    }

    /** How many examples were seen. */
    public long count() {
        return matrix.count();
    }

    /** Share of right predictions, 0 to 1. */
    public double accuracy() {
        return matrix.accuracy();
    }

    /** Cohen's kappa, see {@link ConfusionMatrix#kappa}. */
    public double kappa() {
        return matrix.kappa();
    }

    /** Share that repeating the last label would have got right, 0 to 1. */
    public double noChangeAccuracy() {
        return (double) noChangeRight / count();
    }

    /** Share that answering the most frequent class so far would have got right, 0 to 1. */
    public double majorityAccuracy() {
        return (double) majorityRight / count();
    }

    /**
     * Kappa-temporal (Žliobaitė, Bifet, Read, Pfahringer, Holmes 2015, Evaluation methods and decision theory for classification of
     * streaming data with temporal dependence): (p_o - p_per) / (1 - p_per), where p_per is the accuracy of the no-change
     * baseline. Negative: worse than repeating the last label.
     */
    public double kappaTemporal() {
        return Gain.over(noChangeAccuracy(), accuracy());
    }

    /**
     * Kappa-m (Bifet, De Francisci Morales, Read, Holmes, Pfahringer 2015, Efficient Online Evaluation of Big Data Stream
     * Classifiers): (p_o - p_m) / (1 - p_m), where p_m is the share of the most frequent class in hindsight, which is a little more
     * than {@link #majorityAccuracy}.
     */
    public double kappaMajority() {
        return Gain.over(matrix.majorityShare(), accuracy());
    }

    /** The counts behind it, live. */
    public ConfusionMatrix matrix() {
        return matrix;
    }
}
