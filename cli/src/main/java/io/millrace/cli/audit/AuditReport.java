package io.millrace.cli.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an audit found, and what of it does not hold. */
public final class AuditReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Checks checks = new Checks();
    private final ObjectNode report = JSON.createObjectNode();

    AuditReport(Book book, Standing standing, Retained retained, Set<String> names) {
        write(book);
        write(standing);
        check(book, standing);
        report.set("concernedIds", JSON.valueToTree(names));
        if (!retained.isWhole()) {
            report.put(
                    "checkedFrom", Instant.ofEpochMilli(retained.fromMillis()).toString());
            report.set("truncatedTopics", JSON.valueToTree(retained.truncated()));
        }
        report.put("passed", checks.failures().isEmpty());
        report.set("failures", JSON.valueToTree(checks.failures()));
    }

    /** One line for every check that does not hold. */
    public List<String> failures() {
        return checks.failures();
    }

    public ObjectNode json() {
        return report;
    }

    private void write(Book book) {
        report.put("recordsIn", book.records());
        report.put("featureVectors", book.vectors());
        report.set("quarantined", JSON.valueToTree(book.quarantined()));
        report.set("quarantinedVectors", JSON.valueToTree(book.quarantinedVectors()));
        report.set("quarantinedLabels", JSON.valueToTree(book.quarantinedLabels()));
        report.put("labels", book.labels());
        report.set("episodes", JSON.valueToTree(book.episodes()));
        report.set("predictionsByVersion", JSON.valueToTree(book.predictionsOf()));
        ObjectNode champions = report.putObject("champions");
        book.champions()
                .forEach((version, model) -> champions.put(
                        version.toString(),
                        model.getFamily() + " because of " + model.getLineage().getCause()));
        ObjectNode predictions = report.putObject("predictions");
        predictions.put("champion", book.predictions());
        predictions.put("coldStart", book.coldStart());
        report.putObject("outcomes").put("joined", book.outcomes()).put("corrected", book.corrections());
    }

    private void write(Standing standing) {
        ObjectNode records = report.putObject("records");
        records.put("missing", standing.lostRecords());
        records.put("duplicated", standing.surplusVectors());
        ObjectNode predictions = report.withObject("predictions");
        predictions.put("missing", standing.lostVectors());
        predictions.put("duplicated", standing.surplusPredictions());
        report.withObject("outcomes").put("duplicated", standing.surplusOutcomes());
    }

    private void check(Book book, Standing standing) {
        long quarantined = sum(book.quarantined());
        checks.check(
                book.records() == book.vectors() + quarantined,
                "records in (%d) = feature vectors (%d) + quarantined (%d) is off by %d",
                book.records(),
                book.vectors(),
                quarantined,
                book.records() - book.vectors() - quarantined);
        checks.check(
                standing.lostRecords() == 0,
                "%d records became neither a feature vector nor a quarantine entry",
                standing.lostRecords());
        checks.check(
                standing.surplusVectors() == 0,
                "%d feature vectors or quarantine entries too many",
                standing.surplusVectors());
        checks.check(standing.lostVectors() == 0, "%d feature vectors have no prediction", standing.lostVectors());
        checks.check(standing.surplusPredictions() == 0, "%d predictions too many", standing.surplusPredictions());
        checks.check(standing.surplusOutcomes() == 0, "%d outcomes too many", standing.surplusOutcomes());
        checks.check(book.unreadable() == 0, "%d entries are not the records of their topics", book.unreadable());
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
