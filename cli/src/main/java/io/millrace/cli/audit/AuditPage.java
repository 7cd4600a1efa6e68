package io.millrace.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** A pipeline's audit in words. */
public final class AuditPage {
    private final PrintWriter out;

    public AuditPage(PrintWriter out) {
        this.out = out;
    }

    public void print(AuditReport audit) {
        JsonNode report = audit.json();
        Page page = new Page(out);
        page.row("records in", report.get("recordsIn").asText());
        page.row("feature vectors", report.get("featureVectors").asText());
        page.row("quarantined", report.get("quarantined"));
        if (!report.get("quarantinedVectors").isEmpty()) {
            page.row("  of the vectors", report.get("quarantinedVectors"));
        }
        page.row("predictions", report.get("predictions"));
        page.row("  by model version", report.get("predictionsByVersion"));
        page.row("labels", report.get("labels").asText());
        page.row("  quarantined", report.get("quarantinedLabels"));
        page.row("outcomes", report.get("outcomes"));
        page.row("drift episodes", report.get("episodes"));
        page.row("champions", report.get("champions"));
        if (!report.get("concernedIds").isEmpty()) {
            page.row("ids concerned", report.get("concernedIds").toString());
        }
        if (report.has("checkedFrom")) {
            page.row(
                    "checked from",
                    report.get("checkedFrom").asText() + " on: earlier records are no longer on every topic");
        }
        page.end(audit.failures());
    }
}
