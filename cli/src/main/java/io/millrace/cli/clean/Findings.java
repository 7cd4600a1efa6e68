package io.millrace.cli.clean;

import io.millrace.processors.DryRun.PutAside;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was found in a file: lines = accepted + put aside, by reason and column. */
public final class Findings {
    private final Map<String, Long> putAside = new TreeMap<>();
    private final Map<String, Long> missing = new TreeMap<>();
    private final Map<String, Long> unseen = new TreeMap<>();
    private long lines;
    private long accepted;

    void count(CleanRow row, Optional<PutAside> why) {
        lines++;
        if (why.isPresent()) {
            String field = why.get().field().map(column -> " (" + column + ")").orElse("");
            putAside.merge(why.get().reason().code() + field, 1L, Long::sum);
        } else {
            accepted++;
            row.missing().forEach(column -> missing.merge(column, 1L, Long::sum));
            row.unseen().forEach(column -> unseen.merge(column, 1L, Long::sum));
        }
    }

    /** For a person, in lines. */
    public String shown(String file) {
        StringBuilder text = new StringBuilder();
        line(text, "%s: %,d lines, %,d accepted, %,d put aside", file, lines, accepted, lines - accepted);
        section(text, "put aside", putAside);
        section(text, "missing in accepted ones", missing);
        section(text, "outside the vocabulary", unseen);
        return text.toString();
    }

    private static void section(StringBuilder text, String title, Map<String, Long> counts) {
        counts.forEach((what, count) -> line(text, "  %-26s %-32s %,12d", title, what, count));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
