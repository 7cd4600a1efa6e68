package io.millrace.statistics.drift;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * KSWIN, Kolmogorov-Smirnov on a sliding window (Raab, Heusinger, Schleif 2020, Reactive Soft Prototype Computing for Concept Drift Streams): as soon as
 * the window is full, the latest r values are compared with r drawn from those before them, without replacement. Signals a drift where D >
 * √(-ln(α)/r); only those latest r are kept then. Finds any change of the distribution, both ways. It never warns.
 */
final class Kswin extends RearmingDetector {
    private final double[] window; // the oldest first
    private final double[] drawn;
    private final int latest;
    private final double threshold;
    private final RandomGenerator random;
    private int size;

    /**
     * @param alpha α of one comparison
     * @param window values to keep
     * @param latest r, at most half of the window
     * @param random draws from the older values
     */
    Kswin(double alpha, int window, int latest, RandomGenerator random) {
        if (latest > window / 2) {
            throw new IllegalArgumentException("latest must be at most half of the window: " + latest + ", " + window);
        }
        this.window = new double[window];
        this.drawn = new double[window - latest];
        this.latest = latest;
        this.threshold = Math.sqrt(-Math.log(alpha) / latest);
        this.random = random;
    }

    /** The latest values stay, as the beginning of the next window. */
    @Override
    void rearm() {
        System.arraycopy(window, window.length - latest, window, 0, latest);
        size = latest;
    }

    @Override
    Signal next(double value) {
        if (size == window.length) {
            System.arraycopy(window, 1, window, 0, --size);
        }
        window[size++] = value;
        return size == window.length && apart() > threshold ? Signal.DRIFT : Signal.STABLE;
    }

    private double apart() {
        System.arraycopy(window, 0, drawn, 0, drawn.length);
        for (int i = 0; i < latest; i++) { // the first steps of a shuffle
            int from = random.nextInt(i, drawn.length);
            double value = drawn[from];
            drawn[from] = drawn[i];
            drawn[i] = value;
        }
        Sample older = Sample.of(Arrays.copyOf(drawn, latest));
        Sample newer = Sample.of(Arrays.copyOfRange(window, window.length - latest, window.length));
        return EmpiricalDistance.between(older, newer).largest();
    }
}
