package io.millrace.statistics.metrics;

/** What one predicted probability costs when the label comes; the mean over examples is the metric (see {@link SlidingMean}, {@link FadingMean}). */
public final class ProbabilityLoss {
    private static final double CLIP = 1e-15;

    private ProbabilityLoss() {}

    /**
     * Log loss, in nats (Good 1952, Rational Decisions): -ln of the probability that was given to what came true, kept 1e-15 away from 0 and 1: 0 to
     * 34.54.
     *
     * @param probability of being positive, 0 to 1
     */
    public static double log(double probability, boolean positive) {
        double clipped = clip(probability);
        return -Math.log(positive ? clipped : 1 - clipped);
    }

    /**
     * Log loss of more than two classes, in nats.
     *
     * @param ofActual probability that was given to the class that came true, 0 to 1
     */
    public static double log(double ofActual) {
        return -Math.log(clip(ofActual));
    }

    /**
     * Brier's score, 0 to 1 (Brier 1950, Verification of Forecasts Expressed in Terms of Probability; of the positive class).
     *
     * @param probability of being positive, 0 to 1
     */
    public static double brier(double probability, boolean positive) {
        double distance = checked(probability) - (positive ? 1 : 0);
        return distance * distance;
    }

    /**
     * Half the quadratic score of any number of classes, 0 to 1: half the squared distance of the probabilities from what came true (Brier 1950).
     *
     * @param probabilities of every class, in the order of classes, row after row
     * @param from where the row begins
     * @param actual index of the class that came true
     */
    public static double quadratic(float[] probabilities, int from, int classes, int actual) {
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            double distance = probabilities[from + i] - (i == actual ? 1 : 0);
            sum += distance * distance;
        }
        return sum <= 2 ? sum / 2 : 1; // what is no probability costs most
    }

    private static double clip(double probability) {
        return Math.max(CLIP, Math.min(1 - CLIP, checked(probability)));
    }

    /** @throws IllegalArgumentException where it is none */
    static double checked(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability must be between 0 and 1, not " + probability);
        }
        return probability;
    }
}
