package io.millrace.statistics.metrics;

/** The confusion matrix of the latest examples of a stream. Not thread-safe. */
public final class SlidingMatrix {
    private final ConfusionMatrix matrix;
    private final int[] actuals;
    private final int[] predictions;
    private int next;

    /**
     * @param classes at least 1
     * @param window how many of the latest examples count, at least 1
     */
    public SlidingMatrix(int classes, int window) {
        if (window < 1) {
            throw new IllegalArgumentException("window must be at least 1, not " + window);
        }
        matrix = new ConfusionMatrix(classes);
        actuals = new int[window];
        predictions = new int[window];
    }

    /** @throws IndexOutOfBoundsException unless both are in 0 to classes - 1 */
    public void update(int actual, int predicted) {
        boolean full = matrix.count() == actuals.length;
        matrix.update(actual, predicted);
        if (full) {
            matrix.remove(actuals[next], predictions[next]);
        }
        actuals[next] = actual;
        predictions[next] = predicted;
        next = (next + 1) % actuals.length;
    }

    /** Of the latest examples, live: to be read only. */
    public ConfusionMatrix matrix() {
        return matrix;
    }
}
