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
 * @param rows that were read
 * @param predicted rows that became a vector
 * @param labelled of these, those with a label
 * @param quarantined rows that were put aside, by reason
 * @param loop episodes and retrains; empty where no champion ran beside
 * @param rowsPerSecond reading, cleaning and all contenders but the champion
 * @param loopSeconds what the champion, its training and the monitor took
 */
public record BacktestResult(
        long rows,
        long predicted,
        long labelled,
        Map<String, Long> quarantined,
        Map<String, Contender> contenders,
        Optional<Loop> loop,
        double rowsPerSecond,
        double loopSeconds) {

    /** As it is written as JSON. All but {@code rowsPerSecond}, {@code loopSeconds} and {@code peakMemoryBytes} is the same every time. */
    public Map<String, Object> tree() {
        double noChange = contenders.get(Backtest.NO_CHANGE).accuracy();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("rows", rows);
        tree.put("predicted", predicted);
        tree.put("labelled", labelled);
        tree.put(
                "quarantined",
                quarantined.values().stream().mapToLong(Long::longValue).sum());
        tree.put("quarantinedByReason", quarantined);
        tree.putAll(contenders.get(Backtest.OURS).metrics(noChange));
        tree.put(Backtest.NO_CHANGE, contenders.get(Backtest.NO_CHANGE).metrics(noChange));
        tree.put(Backtest.MAJORITY, contenders.get(Backtest.MAJORITY).metrics(noChange));
        loop.ifPresent(champion -> {
            tree.put(Backtest.CHAMPION, contenders.get(Backtest.CHAMPION).metrics(noChange));
            tree.put(
                    "episodes",
                    champion.episodes().stream().map(Loop.Episode::tree).toList());
            tree.put(
                    "retrains",
                    champion.retrains().stream().map(Loop.Retrain::tree).toList());
        });
        Map<String, Object> curves = new LinkedHashMap<>();
        contenders.forEach((name, contender) -> curves.put(name, contender.curve()));
        tree.put("accuracyPerThousand", curves);
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
        double noChange = contenders.get(Backtest.NO_CHANGE).accuracy();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d rows, %,d predicted, %,d with a label, %,d put aside; %,.0f rows/s%n%-12s %9s %7s %14s %8s %8s%n",
                rows,
                predicted,
                labelled,
                rows - predicted,
                rowsPerSecond,
                "",
                "accuracy",
                "kappa",
                "kappa-temporal",
                "macro F1",
                "log loss"));
        contenders.forEach((name, contender) -> {
            Map<String, Object> metrics = contender.metrics(noChange);
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s %9.4f %7.4f %14.4f %8.4f %8.4f%n",
                    name,
                    (double) metrics.get("accuracy"),
                    (double) metrics.get("kappa"),
                    (double) metrics.get("kappaTemporal"),
                    (double) metrics.get("macroF1"),
                    (double) metrics.get("logLoss")));
        });
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
                            "%s at row %,d: version %d %s, %s%n",
                            retrain.request(),
                            retrain.row(),
                            retrain.version(),
                            retrain.champion() ? "serves" : "is rejected",
                            retrain.reason())));
        });
        quarantined.forEach(
                (reason, count) -> text.append(String.format(Locale.ROOT, "put aside: %-24s %,10d%n", reason, count)));
        return text.toString();
    }

    /** As one page that needs nothing beside it. */
    public String html() {
        return new BacktestPage(this).text();
    }
}
