package io.millrace.benchmarks.train;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What one run came to.
 *
 * @param perSecond rows or examples
 * @param cpu CPU seconds of the thread that did it, per million
 */
record Lap(double perSecond, double cpu) {

    /** Median of each figure; of an even number the mean of the two in the middle. */
    static Lap median(List<Lap> laps) {
        return new Lap(median(laps, Lap::perSecond), median(laps, Lap::cpu));
    }

    static <T> double median(List<T> laps, ToDoubleFunction<T> figure) {
        double[] sorted = laps.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    String line(int round, String who, String what) {
        return String.format(
                Locale.ROOT,
                "%s %-10s %,11.0f %s/s  %6.2f CPU s per million",
                round == 0 ? "warm-up" : "round " + round,
                who,
                perSecond,
                what,
                cpu);
    }
}
