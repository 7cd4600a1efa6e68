package io.millrace.cli.backtest;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a backtest came to.
 *
 * @param contest what was predicted
 * @param rows that were read
 * @param predicted rows that became a vector
 * @param labelled of these, those with a label
 * @param quarantined rows that were put aside, by reason
 * @param loop episodes, retrains and who served; empty where no champion ran beside
 * @param served the answers of the running system beside those here; empty where that was not asked for
 * @param rowsPerSecond reading, cleaning and all contenders but the champion
 * @param loopSeconds what the champion, its training and the monitor took
 */
public record BacktestResult(
        Contest contest,
        long rows,
        long predicted,
        long labelled,
        Map<String, Long> quarantined,
        Map<String, Contender> contenders,
        Optional<Loop> loop,
        Optional<Served> served,
        double rowsPerSecond,
        double loopSeconds) {

    /** As it is written as JSON. All but {@code rowsPerSecond}, {@code loopSeconds} and {@code peakMemoryBytes} is the same every time. */
    public Map<String, Object> tree() {
        Contender noChange = contenders.get(Contest.NO_CHANGE);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("rows", rows);
        tree.put("predicted", predicted);
        tree.put("labelled", labelled);
        tree.put(
                "quarantined",
                quarantined.values().stream().mapToLong(Long::longValue).sum());
        tree.put("quarantinedByReason", quarantined);
        tree.putAll(contenders.get(Contest.OURS).metrics(noChange));
        tree.put(Contest.NO_CHANGE, contenders.get(Contest.NO_CHANGE).metrics(noChange));
        tree.put(Contest.MAJORITY, contenders.get(Contest.MAJORITY).metrics(noChange));
        loop.ifPresent(champion -> {
            tree.put(Backtest.CHAMPION, contenders.get(Backtest.CHAMPION).metrics(noChange));
            tree.put(
                    "episodes",
                    champion.episodes().stream().map(Loop.Episode::tree).toList());
            tree.put(
                    "retrains",
                    champion.retrains().stream().map(Loop.Retrain::tree).toList());
            tree.put("champions", champion.reigns().stream().map(Reign::tree).toList());
        });
        served.ifPresent(answers -> tree.put("served", answers.tree()));
        Map<String, Object> curves = new LinkedHashMap<>();
        contenders.forEach((name, contender) -> curves.put(name, contender.curve()));
        tree.put(contest.curve(), curves);
        tree.put("rowsPerSecond", rowsPerSecond);
        tree.put("loopSeconds", loopSeconds);
        tree.put("peakMemoryBytes", peakMemoryBytes());
        return tree;
    }

    /** Of the heap, as far as the virtual machine knows: what was not needed any more counts until it was collected. */
    private static long peakMemoryBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** For a person, in lines. */
    public String shown() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d rows, %,d predicted, %,d with a label, %,d put aside; %,.0f rows/s%n",
                rows,
                predicted,
                labelled,
                rows - predicted,
                rowsPerSecond));
        text.append(table());
        loop.ifPresent(champion -> {
            champion.episodes()
                    .forEach(episode -> text.append(String.format(
                            Locale.ROOT,
                            "%s: row %,d to %s, %s, cause %s: %s%n",
                            episode.id(),
                            episode.opened(),
                            episode.closed()
                                    .map(row -> String.format(Locale.ROOT, "%,d", row))
                                    .orElse("the end"),
                            episode.kind(),
                            episode.cause(),
                            episode.message())));
            champion.retrains()
                    .forEach(retrain -> text.append(String.format(
                            Locale.ROOT,
                            "%s at row %,d: version %d (%s) %s, %s%n",
                            retrain.request(),
                            retrain.row(),
                            retrain.version(),
                            retrain.family(),
                            retrain.champion() ? "serves" : "is rejected",
                            retrain.reason())));
            champion.reigns()
                    .forEach(reign -> text.append(String.format(
                            Locale.ROOT,
                            "serves from row %,d: version %d (%s), %,d revisions%n",
                            reign.row(),
                            reign.version(),
                            reign.family(),
                            reign.revisions())));
        });
        served.ifPresent(answers -> text.append(answers.shown()));
        quarantined.forEach(
                (reason, count) -> text.append(String.format(Locale.ROOT, "put aside: %-24s %,10d%n", reason, count)));
        return text.toString();
    }

    /** A line for each contender. */
    private String table() {
        Contender noChange = contenders.get(Contest.NO_CHANGE);
        StringBuilder table = new StringBuilder(" ".repeat(12));
        contest.shown()
                .forEach(
                        shown -> table.append(String.format(Locale.ROOT, " %" + shown.width() + "s", shown.heading())));
        table.append(System.lineSeparator());
        contenders.forEach((name, contender) -> {
            Map<String, Object> metrics = contender.metrics(noChange);
            table.append(String.format(Locale.ROOT, "%-12s", name));
            contest.shown()
                    .forEach(shown -> table.append(String.format(
                            Locale.ROOT, " %" + shown.width() + ".4f", (double) metrics.get(shown.metric()))));
            table.append(System.lineSeparator());
        });
        return table.toString();
    }

    /** As one page that needs nothing beside it. */
    public String html() {
        return new BacktestPage(this).text();
    }
}
