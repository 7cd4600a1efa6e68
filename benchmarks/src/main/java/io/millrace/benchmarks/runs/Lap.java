package io.millrace.benchmarks.runs;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run of a topology over all records came to.
 *
 * @param recordsPerSecond from the end of the warm-up to the last committed output
 * @param applicationCpu CPU seconds of the application's own threads, per million records
 * @param processCpu CPU seconds of the whole process, the broker included, per million records
 */
public record Lap(double recordsPerSecond, double applicationCpu, double processCpu) {

    /** Median of each figure. */
    public static Lap median(List<Lap> laps) {
        return new Lap(
                median(laps, Lap::recordsPerSecond), median(laps, Lap::applicationCpu), median(laps, Lap::processCpu));
    }

    private static double median(List<Lap> laps, ToDoubleFunction<Lap> figure) {
        double[] sorted = laps.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
