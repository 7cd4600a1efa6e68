package io.millrace.features;

import io.millrace.statistics.profiles.Profile;
import io.millrace.statistics.profiles.WeightedNumbers;
import java.util.List;
import java.util.Optional;

/** What the stream has shown of a column so far, as far as cleaning asks: figures of its profile. Immutable and thread-safe. */
public final class Figures {
    /** Of a column that has shown nothing. */
    public static final Figures NONE = of(List.of());

    /** Median absolute deviations in the standard deviation of a normal distribution. */
    private static final double DEVIATIONS = 1.4826;

    private final long count;
    private final double mean;
    private final WeightedNumbers numbers;
    private final double median;
    private final double deviation;
    private final double lowerQuartile;
    private final double upperQuartile;
    private final Optional<String> mode;

    private Figures(Profile whole, WeightedNumbers numbers) {
        this.count = whole.count();
        this.mean = whole.mean();
        this.numbers = numbers;
        this.median = numbers.quantile(0.5);
        this.deviation = DEVIATIONS * numbers.medianAbsoluteDeviation();
        this.lowerQuartile = numbers.quantile(0.25);
        this.upperQuartile = numbers.quantile(0.75);
        this.mode = whole.top(2).keySet().stream()
                .filter(category -> !category.isEmpty()) // outside the declared vocabulary
                .findFirst();
    }

    /**
     * The same of the same profiles in the same order, whoever reads them.
     *
     * @param profiles of all partitions
     */
    public static Figures of(List<Profile> profiles) {
        Profile whole = new Profile();
        profiles.forEach(whole::merge);
        return new Figures(whole, WeightedNumbers.of(profiles));
    }

    /** Values that were there. */
    public long count() {
        return count;
    }

    /** NaN where the column has shown no number, as with all that follow. */
    double mean() {
        return mean;
    }

    double median() {
        return median;
    }

    /** Standard deviation of a normal distribution with the same median absolute deviation. */
    double deviation() {
        return deviation;
    }

    double lowerQuartile() {
        return lowerQuartile;
    }

    double upperQuartile() {
        return upperQuartile;
    }

    /** @param share from 0 to 1 */
    double quantile(double share) {
        return numbers.quantile(share);
    }

    /** The most frequent category, or "true" or "false". */
    Optional<String> mode() {
        return mode;
    }
}
