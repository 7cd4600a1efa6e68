package io.millrace.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A drift report as one HTML file that needs nothing beside it, the columns that differ most first. */
final class DriftPage {
    private static final int BAR = 14;
    private static final int GROUP = 2 * BAR + 8;
    private static final int HEIGHT = 90;
    private static final int MOST_CATEGORIES = 12;
    private static final String STYLE =
            "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}"
                    + "h2{margin:2rem 0 .3rem;font-size:1.1rem}table{border-collapse:collapse}"
                    + "td,th{padding:.1rem .9rem .1rem 0;text-align:left;vertical-align:top}th{font-weight:600}"
                    + ".drifted{color:#b3261e}.quiet{color:#6b7280}svg{margin:.4rem 0}"
                    + ".ref{fill:#9aa5b1}.cur{fill:#2563eb}svg text{font-size:10px;fill:#6b7280}";

    private final DriftReport report;
    private final StringBuilder page = new StringBuilder();

    private DriftPage(DriftReport report) {
        this.report = report;
    }

    static String of(DriftReport report) {
        return new DriftPage(report).page();
    }

    private String page() {
        add("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Drift report</title><style>")
                .add(STYLE)
                .add("</style><h1>Drift report</h1><p>Of <b>")
                .add(PageFile.escaped(report.reference()))
                .add("</b> (grey) and <b>")
                .add(PageFile.escaped(report.current()))
                .add("</b> (blue). ")
                .add(verdict())
                .add("</p>");
        only(report.reference(), report.onlyInReference());
        only(report.current(), report.onlyInCurrent());
        overview();
        byNeed().forEach(this::column);
        return page.append("</html>\n").toString();
    }

    private String verdict() {
        int tested = report.columns().size();
        return String.format(
                Locale.ROOT,
                "<b>%d of %d columns differ</b>, at a false discovery rate of %.0f %% (Benjamini-Hochberg over all columns).",
                report.drifted().size(),
                tested,
                100 * DriftReport.LEVEL);
    }

    private void only(String file, List<String> columns) {
        if (!columns.isEmpty()) {
            add("<p>Only in ")
                    .add(PageFile.escaped(file))
                    .add(": ")
                    .add(PageFile.escaped(String.join(", ", columns)))
                    .add("</p>");
        }
    }

    private List<String> byNeed() {
        List<String> names = new ArrayList<>(report.columns().keySet());
        names.sort(Comparator.comparingDouble(name -> {
            double adjusted = (double) report.columns().get(name).get(DriftReport.P_ADJUSTED);
            return Double.isNaN(adjusted) ? 2 : adjusted;
        }));
        return names;
    }

    private void overview() {
        add("<table><tr><th>column</th><th>adjusted p</th><th>PSI</th><th>missing</th></tr>");
        for (String name : byNeed()) {
            Map<String, Object> column = report.columns().get(name);
            boolean drifted = report.differs(name);
            add(drifted ? "<tr class=\"drifted\"><td>" : "<tr><td>")
                    .add(PageFile.escaped(name))
                    .add("</td><td>")
                    .add(shown(column.get(DriftReport.P_ADJUSTED)))
                    .add("</td><td>")
                    .add(shown(map(column, isNumeric(column) ? "quantile10_left_closed" : "categories_divergence")
                            .get("psi")))
                    .add("</td><td>")
                    .add(percent(column.get("missing_rate_ref")))
                    .add(" → ")
                    .add(percent(column.get("missing_rate_cur")))
                    .add("</td></tr>");
        }
        add("</table>");
    }

    private void column(String name) {
        Map<String, Object> column = report.columns().get(name);
        add(report.differs(name) ? "<h2 class=\"drifted\">" : "<h2>")
                .add(PageFile.escaped(name))
                .add(" <span class=\"quiet\">")
                .add(PageFile.escaped((String) column.get(DriftReport.KIND)))
                .add("</span></h2>");
        if (Boolean.TRUE.equals(column.get("insufficient_data"))) {
            add("<p class=\"quiet\">One of the files holds no value here: nothing to compare.</p>");
            return;
        }
        if (isNumeric(column)) {
            bins(map(column, "equal_width10_pooled"));
        } else {
            categories(column);
        }
        add("<table>");
        column.forEach(this::statistic);
        add("</table>");
    }

    /** Statistics that are one number, or a few under one name; what the picture shows is left out. */
    private void statistic(String name, Object value) {
        if (value instanceof Number) {
            add("<tr><th>")
                    .add(PageFile.escaped(name))
                    .add("</th><td>")
                    .add(shown(value))
                    .add("</td></tr>");
        } else if (value instanceof Map<?, ?> several) {
            add("<tr><th>").add(PageFile.escaped(name)).add("</th><td>");
            several.forEach((key, number) -> {
                if (number instanceof Number) {
                    add(PageFile.escaped(key.toString()))
                            .add(" ")
                            .add(shown(number))
                            .add(" &nbsp; ");
                }
            });
            add("</td></tr>");
        }
    }

    private void bins(Map<?, ?> binned) {
        if (binned.isEmpty()) {
            add("<p class=\"quiet\">All values are the same.</p>");
            return;
        }
        List<?> edges = (List<?>) binned.get("edges");
        List<String> labels = IntStream.range(0, edges.size() - 1)
                .mapToObj(i -> shown(edges.get(i)))
                .toList();
        bars(labels, (List<?>) binned.get("counts_ref"), (List<?>) binned.get("counts_cur"));
    }

    private void categories(Map<String, Object> column) {
        List<?> names = (List<?>) column.get("categories");
        List<?> before = (List<?>) column.get("counts_ref");
        List<?> after = (List<?>) column.get("counts_cur");
        List<Integer> places = IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> -count(before, i) - count(after, i)))
                .limit(MOST_CATEGORIES)
                .toList();
        bars(
                places.stream().map(i -> names.get(i).toString()).toList(),
                places.stream().map(before::get).toList(),
                places.stream().map(after::get).toList());
        if (names.size() > MOST_CATEGORIES) {
            add("<p class=\"quiet\">The ")
                    .add(MOST_CATEGORIES + " most frequent of ")
                    .add(names.size() + "</p>");
        }
    }

    /** Shares, side by side. */
    private void bars(List<String> labels, List<?> reference, List<?> current) {
        double before = total(reference);
        double after = total(current);
        double highest = IntStream.range(0, labels.size())
                .mapToDouble(i -> Math.max(count(reference, i) / before, count(current, i) / after))
                .max()
                .orElse(1);
        int width = labels.size() * GROUP;
        add(String.format(
                Locale.ROOT,
                "<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">",
                2 * width,
                2 * (HEIGHT + 14),
                width,
                HEIGHT + 14));
        for (int i = 0; i < labels.size(); i++) {
            bar("ref", i * GROUP, count(reference, i) / before / highest);
            bar("cur", i * GROUP + BAR, count(current, i) / after / highest);
            String label = labels.get(i).length() > 7 ? labels.get(i).substring(0, 6) + "…" : labels.get(i);
            add(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">", i * GROUP, HEIGHT + 11))
                    .add(PageFile.escaped(label))
                    .add("</text>");
        }
        add("</svg>");
    }

    private void bar(String kind, int x, double share) {
        double height = share * HEIGHT;
        add(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"/>",
                kind,
                x,
                HEIGHT - height,
                BAR,
                height));
    }

    private static double total(List<?> counts) {
        return counts.stream().mapToLong(count -> ((Number) count).longValue()).sum();
    }

    private static long count(List<?> counts, int place) {
        return ((Number) counts.get(place)).longValue();
    }

    private static boolean isNumeric(Map<String, Object> column) {
        return DriftReport.NUMERIC.equals(column.get(DriftReport.KIND));
    }

    private static Map<?, ?> map(Map<String, Object> column, String name) {
        return column.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String percent(Object share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * (double) share);
    }

    private static String shown(Object number) {
        if (number instanceof Double value) {
            return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4g", value);
        }
        return number == null ? "–" : number.toString();
    }

    private DriftPage add(String html) {
        page.append(html);
        return this;
    }
}
