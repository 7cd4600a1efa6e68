package io.millrace.statistics.drift;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Many tests at once: p-values adjusted so that of the tests at or below a level, that share at most is false on average (Benjamini and
 * Hochberg, "Controlling the false discovery rate", 1995). It holds for independent tests, and for many that depend on each other.
 */
public final class FalseDiscovery {
    private FalseDiscovery() {}

    /**
     * @param pValues from 0 to 1; one that is NaN is no test, and stays NaN
     * @return in the same order, none below its p-value
     */
    public static double[] adjusted(double... pValues) {
        int[] largestFirst = IntStream.range(0, pValues.length)
                .filter(i -> !Double.isNaN(pValues[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = pValues.clone();
        double least = 1;
        for (int i = 0; i < largestFirst.length; i++) {
            int rank = largestFirst.length - i;
            least = Math.min(least, pValues[largestFirst[i]] * largestFirst.length / rank);
            adjusted[largestFirst[i]] = least;
        }
        return adjusted;
    }
}
