package io.millrace.benchmarks.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One way from a request to a prediction of the new champion.
 *
 * @param seconds how long each step took, in their order
 * @param cpu CPU seconds of the whole process meanwhile, the broker and the scorer included
 */
record Phases(Map<String, Double> seconds, double cpu) {
    static final String TAKEN = "taken";
    static final String READ = "read";
    static final String JUDGED = "judged";
    static final String WRITTEN = "written";
    static final String CHAMPION = "champion";
    static final String SCORING = "scoring";

    Phases {
        seconds = new LinkedHashMap<>(seconds);
    }

    double total() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    String line(int round) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT, "%s %6.2f s (CPU %.2f):", round == 0 ? "first model" : "round " + round, total(), cpu));
        seconds.forEach((phase, took) -> line.append(String.format(Locale.ROOT, " %s %.2f", phase, took)));
        return line.toString();
    }

    /** Median of each step; the steps are those of the first. */
    static Map<String, Double> medians(List<Phases> laps) {
        Map<String, Double> medians = new LinkedHashMap<>();
        laps.get(0)
                .seconds()
                .keySet()
                .forEach(phase ->
                        medians.put(phase, Lap.median(laps, lap -> lap.seconds().getOrDefault(phase, 0.0))));
        return medians;
    }
}
