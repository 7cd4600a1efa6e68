package io.millrace.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.audit.Checks;
import io.millrace.cli.demo.Ledger.Episode;
import io.millrace.cli.demo.Ledger.Reign;
import io.millrace.statistics.metrics.Prequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Checks the ledger against what was planted, and writes both down. */
final class Audit {
    /** A concept change must open its episode within so many labelled records. */
    static final int FOUND_WITHIN = 3_000;

    /** Least accuracy over the last records before the next concept change. */
    static final double LEAST_ACCURACY = 0.90;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final Plan plan;
    private final Checks checks = new Checks();
    private final ObjectNode report = JSON.createObjectNode();

    /**
     * @param plan what the generator made
     * @param seconds wall-clock time of this run
     * @param sent records this run sent; fewer than recordsIn after a restart
     */
    Audit(Ledger ledger, Plan plan, double seconds, long sent) {
        this.ledger = ledger;
        this.plan = plan;
        count();
        changes();
        champions();
        quality();
        report.put("seconds", round(seconds, 1));
        report.put("recordsPerSecond", Math.round(sent / Math.max(seconds, 1e-9)));
        report.put("passed", checks.failures().isEmpty());
        report.set("failures", JSON.valueToTree(checks.failures()));
    }

    /** One line for every check that does not hold. */
    List<String> failures() {
        return checks.failures();
    }

    ObjectNode report() {
        return report;
    }

    private void count() {
        SortedMap<String, Long> quarantined = ledger.quarantined();
        report.put("recordsIn", ledger.recordsIn());
        report.put("featureVectors", ledger.vectors());
        report.set("quarantined", JSON.valueToTree(quarantined));
        report.set("planted", JSON.valueToTree(plan.planted()));
        ObjectNode repaired = report.putObject("repaired");
        repaired.put("missing", ledger.missingValues());
        repaired.put("unseen", ledger.unseenValues());
        int missing = ledger.unscored();
        int duplicated = ledger.surplus();
        ObjectNode predictions = report.putObject("predictions");
        predictions.put("champion", ledger.scored());
        predictions.put("missing", missing);
        predictions.put("duplicated", duplicated);

        checks.check(
                ledger.recordsIn() == plan.records(),
                "%d records are on the topic, %d were planned",
                ledger.recordsIn(),
                plan.records());
        checks.check(
                ledger.recordsIn() == ledger.vectors() + ledger.quarantinedInAll(),
                "records in (%d) = feature vectors (%d) + quarantined (%d) does not hold",
                ledger.recordsIn(),
                ledger.vectors(),
                ledger.quarantinedInAll());
        checks.check(
                ledger.surplusVectors() == 0,
                "%d records became more than one feature vector",
                ledger.surplusVectors());
        checks.check(
                quarantined.equals(plan.quarantined()),
                "quarantined %s, but the generator planted %s",
                quarantined,
                plan.quarantined());
        checks.check(missing == 0, "%d feature vectors have no prediction", missing);
        checks.check(duplicated == 0, "%d predictions too many", duplicated);
    }

    private void changes() {
        report.set("conceptChanges", JSON.valueToTree(plan.conceptChanges()));
        List<Episode> episodes = ledger.episodes();
        ArrayNode written = report.putArray("episodes");
        for (Episode episode : episodes) {
            Integer change = plan.changeBefore(episode.openedAtRecord());
            ObjectNode entry = written.addObject();
            entry.put("episode", episode.id());
            entry.put("kind", episode.kind());
            entry.put("openedAtRecord", episode.openedAtRecord());
            entry.put("afterChange", change);
            entry.put("message", episode.message());
            checks.check(
                    !plan.conceptsAreKnown() || change != null,
                    "a drift episode opened at record %d, before any concept change",
                    episode.openedAtRecord());
        }
        for (int change : plan.conceptChanges()) {
            List<Episode> after = episodes.stream()
                    .filter(episode -> Integer.valueOf(change).equals(plan.changeBefore(episode.openedAtRecord())))
                    .toList();
            checks.check(
                    after.size() == 1,
                    "the concept change at record %d has %d drift episodes, not 1",
                    change,
                    after.size());
            for (Episode episode : after) {
                int labelled = ledger.labelledBetween(change, episode.openedAtRecord());
                checks.check(
                        labelled <= FOUND_WITHIN,
                        "the concept change at record %d was found only after %d labelled records",
                        change,
                        labelled);
            }
        }
    }

    private void champions() {
        List<Reign> reigns = ledger.reigns();
        ArrayNode written = report.putArray("champions");
        for (Reign reign : reigns) {
            ObjectNode entry = written.addObject();
            entry.put("version", reign.version());
            entry.put("fromRecord", reign.fromRecord());
            entry.put("cause", reign.cause());
            entry.put("family", reign.family());
            entry.put("heldOutAccuracy", round(reign.heldOutAccuracy(), 4));
        }
        for (int change : plan.conceptChanges()) {
            int next = plan.changeAfter(change);
            checks.check(
                    reigns.stream().anyMatch(reign -> reign.fromRecord() > change && reign.fromRecord() < next),
                    "no new champion served between the concept change at record %d and record %d",
                    change,
                    next);
        }
    }

    private void quality() {
        Prequential all = ledger.between(0, plan.records());
        ObjectNode prequential = report.putObject("prequential");
        write(prequential, all);
        ArrayNode segments = report.putArray("segments");
        int from = 0;
        for (int to : plan.ends()) {
            Prequential last = ledger.between(to - Ledger.STRETCH, to);
            ObjectNode segment = segments.addObject();
            segment.put("from", from);
            segment.put("to", to);
            segment.put("accuracyLast2000", round(last.accuracy(), 4));
            segment.put("noChangeLast2000", round(last.noChangeAccuracy(), 4));
            segment.put("majorityLast2000", round(last.majorityAccuracy(), 4));
            if (to < plan.records()) {
                checks.check(
                        last.accuracy() >= LEAST_ACCURACY,
                        "accuracy before record %d is %.4f, below %.2f",
                        to,
                        last.accuracy(),
                        LEAST_ACCURACY);
                checks.check(
                        last.accuracy() > Math.max(last.noChangeAccuracy(), last.majorityAccuracy()),
                        "accuracy before record %d does not beat its baselines",
                        to);
            }
            from = to;
        }
    }

    private static void write(ObjectNode node, Prequential metrics) {
        node.put("outcomes", metrics.count());
        node.put("accuracy", round(metrics.accuracy(), 4));
        node.put("kappa", round(metrics.kappa(), 4));
        node.put("kappaTemporal", round(metrics.kappaTemporal(), 4));
        node.put("noChange", round(metrics.noChangeAccuracy(), 4));
        node.put("majority", round(metrics.majorityAccuracy(), 4));
    }

    /** Rounded; null in the report where it is not a number. */
    private static Double round(double value, int digits) {
        if (!Double.isFinite(value)) {
            return null;
        }
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }

    /**
     * What the demo's source made.
     *
     * @param records records it sends, dirty ones included
     * @param planted dirty records by kind
     * @param quarantined planted records that must end in quarantine, by reason
     * @param conceptChanges record numbers
     * @param conceptsAreKnown false for real data, where nobody planted the changes
     */
    record Plan(
            int records,
            Map<String, Long> planted,
            SortedMap<String, Long> quarantined,
            List<Integer> conceptChanges,
            boolean conceptsAreKnown) {

        /** The last change at or before a record, or null. */
        Integer changeBefore(int record) {
            return conceptChanges.stream()
                    .filter(change -> change <= record)
                    .reduce((a, b) -> b)
                    .orElse(null);
        }

        int changeAfter(int change) {
            return conceptChanges.stream()
                    .filter(next -> next > change)
                    .findFirst()
                    .orElse(records);
        }

        /** Ends of the segments between changes. */
        List<Integer> ends() {
            List<Integer> ends = new ArrayList<>(conceptChanges);
            ends.add(records);
            return ends;
        }
    }
}
