package io.millrace.cli.report;

import io.millrace.statistics.drift.Comparison;
import io.millrace.statistics.drift.FalseDiscovery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How the columns of two files differ: all two-sample statistics of each that both have.
 *
 * @param reference name of the file of before
 * @param current name of the file of now
 * @param columns statistics by column, in the order of the reference
 */
public record DriftReport(
        String reference,
        String current,
        Map<String, Map<String, Object>> columns,
        List<String> onlyInReference,
        List<String> onlyInCurrent) {
    /** Share of false ones among the columns that are said to differ, at most, on average. */
    static final double LEVEL = 0.05;

    static final String KIND = "kind";
    static final String NUMERIC = "numeric";
    static final String P_VALUE = "p_value";
    static final String P_ADJUSTED = "p_adjusted";

    /** @param categorical columns whose numbers are names */
    public static DriftReport of(Table reference, Table current, Set<String> categorical) {
        Map<String, Map<String, Object>> columns = new LinkedHashMap<>();
        for (String column : reference.columns().keySet()) {
            if (current.has(column)) {
                columns.put(column, compared(column, reference, current, categorical));
            }
        }
        adjust(columns);
        return new DriftReport(
                reference.file().toString(),
                current.file().toString(),
                columns,
                missing(reference, current),
                missing(current, reference));
    }

    private static Map<String, Object> compared(
            String column, Table reference, Table current, Set<String> categorical) {
        boolean numeric = !categorical.contains(column) && reference.isNumeric(column) && current.isNumeric(column);
        Map<String, Object> compared = new LinkedHashMap<>();
        compared.put(KIND, numeric ? NUMERIC : "categorical");
        compared.putAll(
                numeric
                        ? Comparison.ofNumbers(reference.numbers(column), current.numbers(column))
                        : Comparison.ofCategories(reference.texts(column), current.texts(column)));
        compared.put(P_VALUE, pValue(compared, numeric));
        return compared;
    }

    /** Of Kolmogorov-Smirnov for numbers, of chi-square for categories. */
    private static double pValue(Map<String, Object> compared, boolean numeric) {
        Object test = compared.get(numeric ? "ks" : "chi2_homogeneity");
        return test instanceof Map<?, ?> tested ? (double) tested.get(numeric ? "p_asymp" : "p") : Double.NaN;
    }

    private static void adjust(Map<String, Map<String, Object>> columns) {
        double[] adjusted = FalseDiscovery.adjusted(columns.values().stream()
                .mapToDouble(column -> (double) column.get(P_VALUE))
                .toArray());
        int place = 0;
        for (Map<String, Object> column : columns.values()) {
            column.put(P_ADJUSTED, adjusted[place++]);
        }
    }

    private static List<String> missing(Table of, Table in) {
        return of.columns().keySet().stream().filter(name -> !in.has(name)).toList();
    }

    /** The columns that differ, by the adjusted p-values. */
    public List<String> drifted() {
        return columns.keySet().stream().filter(this::differs).toList();
    }

    boolean differs(String column) {
        return (double) columns.get(column).get(P_ADJUSTED) <= LEVEL;
    }

    /** For a person, in lines. */
    public String shown() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d of %d columns differ, at a false discovery rate of %.0f %%%n",
                drifted().size(),
                columns.size(),
                100 * LEVEL));
        columns.forEach((name, column) -> text.append(String.format(
                Locale.ROOT,
                "  %-32s %-12s adjusted p %-10.3g %s%n",
                name,
                column.get(KIND),
                (double) column.get(P_ADJUSTED),
                differs(name) ? "differs" : "")));
        onlyInReference.forEach(name -> text.append("  ")
                .append(name)
                .append(": only in ")
                .append(reference)
                .append(System.lineSeparator()));
        onlyInCurrent.forEach(name -> text.append("  ")
                .append(name)
                .append(": only in ")
                .append(current)
                .append(System.lineSeparator()));
        return text.toString();
    }

    /** As one page that needs nothing beside it. */
    public String html() {
        return DriftPage.of(this);
    }

    /** As it is written as JSON. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("reference", reference);
        tree.put("current", current);
        tree.put("false_discovery_rate", LEVEL);
        tree.put("drifted", drifted());
        tree.put("only_in_reference", onlyInReference);
        tree.put("only_in_current", onlyInCurrent);
        tree.put("columns", columns);
        return tree;
    }
}
