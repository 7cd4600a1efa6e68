package io.millrace.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Map;
import java.util.StringJoiner;

/** The last page of the demo: the audit in words. */
final class Summary {
    private final PrintWriter out;

    Summary(PrintWriter out) {
        this.out = out;
    }

    void print(Audit audit) {
        JsonNode report = audit.report();
        out.println();
        row(
                "records in",
                report.get("recordsIn").asText() + " in "
                        + report.get("seconds").asText() + " s ("
                        + report.get("recordsPerSecond").asText() + "/s)");
        row("feature vectors", report.get("featureVectors").asText());
        row("quarantined", fields(report.get("quarantined")));
        row("planted dirt", fields(report.get("planted")));
        row("predictions", fields(report.get("predictions")));
        row("prequential", fields(report.get("prequential")));
        row("concept changes", report.get("conceptChanges").toString());
        report.get("episodes")
                .forEach(episode -> row(
                        "  episode",
                        "opened at record " + episode.get("openedAtRecord") + ", after the change at "
                                + episode.get("afterChange")));
        report.get("champions")
                .forEach(champion -> row(
                        "  champion",
                        "version " + champion.get("version") + " ("
                                + champion.get("family").asText() + ") from record " + champion.get("fromRecord")
                                + ", because of " + champion.get("cause").asText()));
        report.get("segments")
                .forEach(segment -> row(
                        "  records " + segment.get("from") + "–" + segment.get("to"),
                        "accuracy of the last 2,000: " + segment.get("accuracyLast2000")));
        out.println();
        audit.failures().forEach(failure -> out.println("  DOES NOT HOLD: " + failure));
        out.println(
                audit.failures().isEmpty()
                        ? "Every check holds."
                        : audit.failures().size() + " checks do not hold.");
        out.flush();
    }

    private void row(String name, String value) {
        out.printf("  %-22s %s%n", name, value);
    }

    private static String fields(JsonNode node) {
        StringJoiner joiner = new StringJoiner(", ");
        for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            joiner.add(field.getKey() + " " + field.getValue().asText());
        }
        return joiner.toString();
    }
}
