package io.millrace.statistics.drift;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Says for the values of a column into which of a few kinds they fall, by a reference: numbers between its deciles, a number that stands for more than one of them by
 * itself, categories by themselves. Kinds are counted from 0; {@link #MISSING} is none. Immutable.
 */
public final class ReferenceColumn {
    /** Of a value that is missing. */
    public static final int MISSING = -1;

    /** As many categories are told apart, the most frequent ones. */
    static final int MOST_CATEGORIES = 100;

    private static final int BINS = 10;

    private final double[] edges;
    private final Map<String, Integer> categories;

    private ReferenceColumn(double[] edges, Map<String, Integer> categories) {
        this.edges = edges;
        this.categories = categories;
    }

    /** @param reference what is not finite is missing */
    public static ReferenceColumn ofNumbers(double[] reference) {
        Sample sample = Sample.of(reference);
        SortedSet<Double> edges = new TreeSet<>();
        for (int i = 1; i < BINS && sample.size() > 0; i++) {
            double decile = sample.quantile((double) i / BINS) + 0.0;
            if (!edges.add(decile)) {
                edges.add(Math.nextUp(decile));
            }
        }
        return new ReferenceColumn(
                edges.stream().mapToDouble(Double::doubleValue).toArray(), Map.of());
    }

    /** @param reference a null is missing */
    public static ReferenceColumn ofCategories(List<String> reference) {
        return ofCategories(reference, Set.of());
    }

    /** @param always categories that are told apart from all others though the reference may not have them */
    public static ReferenceColumn ofCategories(List<String> reference, Set<String> always) {
        Map<String, Integer> counts = new HashMap<>();
        reference.stream().filter(Objects::nonNull).forEach(category -> counts.merge(category, 1, Integer::sum));
        Map<String, Integer> categories = new HashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_CATEGORIES)
                .forEach(entry -> categories.put(entry.getKey(), categories.size()));
        always.forEach(category -> categories.putIfAbsent(category, categories.size()));
        return new ReferenceColumn(new double[0], categories);
    }

    /**
     * One that was written down.
     *
     * @param edges ascending; empty for categories
     * @param categories the most frequent first; empty for numbers
     */
    public static ReferenceColumn of(double[] edges, List<String> categories) {
        Map<String, Integer> kinds = new HashMap<>();
        categories.forEach(category -> kinds.put(category, kinds.size()));
        return new ReferenceColumn(edges.clone(), kinds);
    }

    /** A copy; empty for categories. */
    public double[] edges() {
        return edges.clone();
    }

    /** In the order of their kinds; empty for numbers. */
    public List<String> categories() {
        return categories.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How many kinds there are. Of categories the last one is that of all others, seen in the reference or not. */
    public int kinds() {
        return categories.isEmpty() ? edges.length + 1 : categories.size() + 1;
    }

    /** An edge belongs to the kind above it. */
    public int kind(double number) {
        if (!(Math.abs(number) <= Sample.LARGEST)) {
            return MISSING;
        }
        int at = Arrays.binarySearch(edges, number + 0.0);
        return at >= 0 ? at + 1 : -at - 1;
    }

    public int kind(String category) {
        return category == null ? MISSING : categories.getOrDefault(category, categories.size());
    }
}
