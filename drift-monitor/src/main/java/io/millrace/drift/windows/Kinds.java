package io.millrace.drift.windows;

import io.millrace.schemas.WatchedColumn;
import io.millrace.statistics.drift.ReferenceColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One column of a reference: into which kinds its values are told apart, what they are called, and how often each came. Immutable. */
final class Kinds {
    static final String MISSING = "missing";
    static final String UNKNOWN = "unknown";
    private static final String OTHERS = "another";

    /** Code of a category outside its vocabulary. */
    private static final String UNKNOWN_CODE = "0";

    private final String name;
    private final ReferenceColumn column;
    private final List<String> categories;
    private final double[] edges;
    private final int[] kindOfCode;
    private final long[] counts;
    private final long missing;

    private Kinds(WatchedColumn watched) {
        this.name = watched.getName();
        this.edges =
                watched.getEdges().stream().mapToDouble(Double::doubleValue).toArray();
        this.categories = List.copyOf(watched.getCategories());
        this.column = ReferenceColumn.of(edges, categories);
        this.kindOfCode = kindOfCode(categories);
        this.counts = watched.getCounts().stream().mapToLong(Long::longValue).toArray();
        this.missing = watched.getMissing();
        if (counts.length != column.kinds()) {
            throw new IllegalArgumentException(
                    "column " + name + " has " + column.kinds() + " kinds and " + counts.length + " counts");
        }
    }

    static Kinds of(WatchedColumn column) {
        return new Kinds(column);
    }

    /** By code; empty where categories are no codes. Others are of the last kind. */
    private static int[] kindOfCode(List<String> categories) {
        if (categories.isEmpty() || !categories.stream().allMatch(category -> category.matches("\\d{1,7}"))) {
            return new int[0];
        }
        int[] codes = categories.stream().mapToInt(Integer::parseInt).toArray();
        int[] kinds = new int[Arrays.stream(codes).max().orElse(0) + 1];
        Arrays.fill(kinds, codes.length);
        for (int kind = 0; kind < codes.length; kind++) {
            kinds[codes[kind]] = kind;
        }
        return kinds;
    }

    String name() {
        return name;
    }

    /** How many kinds, without missing. */
    int size() {
        return counts.length;
    }

    /** By kind; not to be changed. */
    long[] counts() {
        return counts;
    }

    long missing() {
        return missing;
    }

    /** Records of the reference, those in which it is missing among them. */
    long rows() {
        return missing + Arrays.stream(counts).sum();
    }

    /** Kind of values outside the vocabulary; -1 where the reference does not tell them apart. */
    int unknown() {
        return kindOfCode.length == 0 ? -1 : categories.indexOf(UNKNOWN_CODE);
    }

    /** Missing is the kind behind the last. */
    int of(double value) {
        if (kindOfCode.length == 0) {
            int kind = column.kind(value);
            return kind == ReferenceColumn.MISSING ? size() : kind;
        }
        if (Double.isNaN(value)) {
            return size();
        }
        int code = (int) value;
        return code >= 0 && code < kindOfCode.length ? kindOfCode[code] : size() - 1;
    }

    int of(String category) {
        int kind = column.kind(category);
        return kind == ReferenceColumn.MISSING ? size() : kind;
    }

    /** Of the values that are there; empty where there are none, before or now. */
    Optional<Movement> movement(double pValue, long[] window) {
        double before = Arrays.stream(counts).sum();
        double now = Arrays.stream(window).sum();
        if (before == 0 || now == 0) {
            return Optional.empty();
        }
        double distance = 0;
        int most = 0;
        for (int kind = 0; kind < counts.length; kind++) {
            double difference = Math.abs(window[kind] / now - counts[kind] / before);
            distance += difference / 2;
            most = difference > Math.abs(window[most] / now - counts[most] / before) ? kind : most;
        }
        return Optional.of(
                new Movement(name, pValue, distance, called(most), counts[most] / before, window[most] / now));
    }

    private String called(int kind) {
        if (edges.length > 0) {
            return interval(kind);
        }
        String category = kind < categories.size() ? categories.get(kind) : OTHERS;
        return kindOfCode.length > 0 && kind < categories.size() ? "code " + category : category;
    }

    private String interval(int kind) {
        if (kind == 0) {
            return "below " + number(edges[0]);
        }
        double from = edges[kind - 1];
        boolean open = kind > 1 && from == Math.nextUp(edges[kind - 2]); // the number below it is a kind of its own
        if (kind == edges.length) {
            return (open ? "above " : "at least ") + number(from);
        }
        return edges[kind] == Math.nextUp(from)
                ? number(from)
                : (open ? "above " : "") + number(from) + " to " + number(edges[kind]);
    }

    private static String number(double edge) {
        return String.format(Locale.ROOT, "%.4g", edge);
    }
}
