package io.millrace.schemas.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The values of one column in a sample, counted. Not thread-safe. */
final class ColumnSample {
    /** What counts as missing without being declared. */
    private static final Set<String> MISSING =
            Set.copyOf(Column.ofDefaults("any", Column.Type.CATEGORICAL).missingTokens());

    /** Words for missing in columns that otherwise hold numbers, times or truth values. */
    private static final Set<String> ODD_ONES = Set.of("-", "--", "nan", "none", "null", "n/a", "na", "nat", "missing");

    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?");
    private static final Pattern WITH_COMMA = Pattern.compile("[-+]?([0-9]+|[0-9]*,[0-9]+)");
    private static final Pattern THOUSANDS = Pattern.compile("[-+]?[1-9][0-9]{0,2}(,[0-9]{3})*");
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    private static final Pattern TRUTH = Pattern.compile("true|false", Pattern.CASE_INSENSITIVE);
    private static final double MOST = 0.98;

    private final String name;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private long missing;
    private long present;
    private String last;
    private boolean countsRows = true;

    ColumnSample(String name) {
        this.name = name;
    }

    /** @param cell as it stands in the file; null where the row is too short */
    void add(String cell) {
        String value = cell == null ? "" : cell.trim();
        if (MISSING.contains(value)) {
            missing++;
            countsRows = false;
            return;
        }
        countsRows = countsRows && INTEGER.matcher(value).matches() && (last == null || follows(last, value));
        present++;
        counts.merge(value, 1, Integer::sum);
        last = value;
    }

    String name() {
        return name;
    }

    long missing() {
        return missing;
    }

    long present() {
        return present;
    }

    int distinct() {
        return counts.size();
    }

    boolean isUnique() {
        return present > 1 && distinct() == present && missing == 0;
    }

    /** Whether every value is the one before plus one. */
    boolean countsRows() {
        return countsRows && present > 1;
    }

    boolean isNumeric() {
        return isMostly(text -> NUMBER.matcher(text).matches());
    }

    /** Whether its numbers have their decimals behind a comma; not where all of them may as well be parted thousands. */
    boolean hasDecimalCommas() {
        return isMostly(text -> WITH_COMMA.matcher(text).matches())
                && counts.keySet().stream()
                        .anyMatch(text -> WITH_COMMA.matcher(text).matches()
                                && text.indexOf(',') >= 0
                                && !THOUSANDS.matcher(text).matches());
    }

    /** The same values, with points for their commas. */
    ColumnSample withPoints() {
        ColumnSample points = new ColumnSample(name);
        points.missing = missing;
        points.present = present;
        counts.forEach((text, count) -> points.counts.merge(text.replace(',', '.'), count, Integer::sum));
        return points;
    }

    boolean isBoolean() {
        return isMostly(text -> TRUTH.matcher(text).matches());
    }

    boolean isTimestamp() {
        return isMostly(SampledTimes::isTime);
    }

    boolean isIntegers() {
        return counts.keySet().stream().allMatch(text -> INTEGER.matcher(text).matches());
    }

    int longest() {
        return counts.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /** Least and largest number. */
    double[] range() {
        double[] numbers = counts.keySet().stream()
                .filter(text -> NUMBER.matcher(text).matches())
                .mapToDouble(Double::parseDouble)
                .sorted()
                .toArray();
        return new double[] {numbers[0], numbers[numbers.length - 1]};
    }

    /** Mean of the numbers. */
    double mean() {
        double sum = 0;
        long numbers = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            if (NUMBER.matcher(entry.getKey()).matches()) {
                sum += Double.parseDouble(entry.getKey()) * entry.getValue();
                numbers += entry.getValue();
            }
        }
        return sum / numbers;
    }

    /** The times among the values, which need one. */
    SampledTimes times() {
        return SampledTimes.of(counts.keySet());
    }

    /** Integers in their order; other values by how often they occur, then by their text. */
    List<String> values() {
        return isIntegers()
                ? counts.keySet().stream()
                        .sorted((a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)))
                        .toList()
                : byFrequency();
    }

    /** The most frequent first. */
    List<String> byFrequency() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Share of a value among those present. */
    double share(String value) {
        return (double) counts.get(value) / present;
    }

    private boolean isMostly(Predicate<String> type) {
        long fitting = 0;
        long others = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            if (type.test(entry.getKey())) {
                fitting += entry.getValue();
            } else if (!ODD_ONES.contains(entry.getKey().toLowerCase(Locale.ROOT))) {
                others += entry.getValue();
            }
        }
        return fitting > 0 && fitting >= MOST * (fitting + others);
    }

    private static boolean follows(String before, String value) {
        return Long.parseLong(value) == Long.parseLong(before) + 1;
    }
}
