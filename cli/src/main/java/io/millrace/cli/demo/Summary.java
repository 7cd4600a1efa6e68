package io.millrace.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.audit.Page;
import java.io.PrintWriter;

/** The last page of the demo: the audit in words. */
final class Summary {
    private final PrintWriter out;

    Summary(PrintWriter out) {
        this.out = out;
    }

    void print(Audit audit) {
        JsonNode report = audit.report();
        Page page = new Page(out);
        page.row(
                "records in",
                report.get("recordsIn").asText() + " in "
                        + report.get("seconds").asText() + " s ("
                        + report.get("recordsPerSecond").asText() + "/s)");
        page.row("feature vectors", report.get("featureVectors").asText());
        page.row("quarantined", report.get("quarantined"));
        page.row("planted dirt", report.get("planted"));
        page.row("predictions", report.get("predictions"));
        page.row("prequential", report.get("prequential"));
        page.row("concept changes", report.get("conceptChanges").toString());
        report.get("episodes")
                .forEach(episode -> page.row(
                        "  episode",
                        "opened at record " + episode.get("openedAtRecord") + ", after the change at "
                                + episode.get("afterChange")));
        report.get("champions")
                .forEach(champion -> page.row(
                        "  champion",
                        "version " + champion.get("version") + " ("
                                + champion.get("family").asText() + ") from record " + champion.get("fromRecord")
                                + ", because of " + champion.get("cause").asText()));
        report.get("segments")
                .forEach(segment -> page.row(
                        "  records " + segment.get("from") + "–" + segment.get("to"),
                        "accuracy of the last 2,000: " + segment.get("accuracyLast2000")));
        page.end(audit.failures());
    }
}
