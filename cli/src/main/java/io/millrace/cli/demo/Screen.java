package io.millrace.cli.demo;

import io.millrace.cli.demo.Ledger.Reign;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.EpisodePhase;
import io.millrace.statistics.metrics.Prequential;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What the demo shows while it runs: one page redrawn in place on a terminal, a line now and then elsewhere. */
final class Screen {
    private static final int PLAIN_EVERY_MILLIS = 5_000;
    private static final int REDRAW_EVERY_MILLIS = 500;
    private static final int BAR = 40;

    private final PrintWriter out;
    private final boolean plain;
    private final Ledger ledger;
    private final Audit.Plan plan;
    private final LongSupplier clockMillis;
    private final long startMillis;
    private long shownMillis;
    private long shownRecords;
    private double recordsPerSecond;
    private int shownAlerts;
    private int shownReigns;
    private int drawnLines;

    Screen(PrintWriter out, boolean plain, Ledger ledger, Audit.Plan plan, LongSupplier clockMillis) {
        this.out = out;
        this.plain = plain;
        this.ledger = ledger;
        this.plan = plan;
        this.clockMillis = clockMillis;
        this.startMillis = clockMillis.getAsLong();
    }

    /** A line that stays. */
    void say(String message) {
        clear();
        out.printf(Locale.ROOT, "[%5.1f s] %s%n", (clockMillis.getAsLong() - startMillis) / 1000.0, message);
        out.flush();
    }

    /** Redraws where it is time to. */
    void show(String phase) {
        announce();
        long now = clockMillis.getAsLong();
        if (now - shownMillis < (plain ? PLAIN_EVERY_MILLIS : REDRAW_EVERY_MILLIS)) {
            return;
        }
        long records = ledger.recordsIn();
        recordsPerSecond = shownMillis == 0 ? 0 : (records - shownRecords) * 1000.0 / (now - shownMillis);
        shownMillis = now;
        shownRecords = records;
        if (plain) {
            say(String.format(
                    Locale.ROOT,
                    "%d/%d records, %.0f/s, %d predictions, accuracy of the last %d %s, champion %s, drift %s",
                    records,
                    plan.records(),
                    recordsPerSecond,
                    ledger.scored(),
                    Ledger.STRETCH,
                    percent(ledger.recentAccuracy()),
                    champion(),
                    drift()));
        } else {
            draw(phase);
        }
    }

    private void announce() {
        List<DriftAlert> alerts = ledger.alerts();
        for (; shownAlerts < alerts.size(); shownAlerts++) {
            DriftAlert alert = alerts.get(shownAlerts);
            if (alert.getPhase() != EpisodePhase.UPDATED) {
                say("drift " + alert.getPhase().name().toLowerCase(Locale.ROOT) + ": " + alert.getMessage());
            }
        }
        List<Reign> reigns = ledger.reigns();
        for (; shownReigns < reigns.size(); shownReigns++) {
            Reign reign = reigns.get(shownReigns);
            say(String.format(
                    Locale.ROOT,
                    "champion %d (%s, %s on held-out data) serves from record %d, because of %s",
                    reign.version(),
                    reign.family(),
                    percent(reign.heldOutAccuracy()),
                    reign.fromRecord(),
                    reign.cause().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
    }

    private void draw(String phase) {
        Prequential live = ledger.live();
        long records = ledger.recordsIn();
        int filled = (int) Math.min(BAR, BAR * records / Math.max(1, plan.records()));
        clear();
        line("");
        line(
                "  %s  %s%s  %d of %d records",
                phase, "█".repeat(filled), "░".repeat(BAR - filled), records, plan.records());
        line(
                "  records/s      %,8.0f        predictions  %,d        outcomes %,d",
                recordsPerSecond, ledger.scored(), ledger.outcomes());
        line(
                "  accuracy       %8s        (prequential, last %,d: %s)",
                percent(live.accuracy()), Ledger.STRETCH, percent(ledger.recentAccuracy()));
        line(
                "  no change      %8s        majority  %s        kappa %.3f   kappa-temporal %.3f",
                percent(live.noChangeAccuracy()), percent(live.majorityAccuracy()), live.kappa(), live.kappaTemporal());
        line("  champion       %s", champion());
        line("  drift          %s", drift());
        line(
                "  quarantined    %s",
                ledger.quarantined().isEmpty() ? "none" : ledger.quarantined().toString());
        out.flush();
    }

    private String champion() {
        List<Reign> reigns = ledger.reigns();
        if (reigns.isEmpty()) {
            return "none yet: the label prior answers";
        }
        Reign last = reigns.get(reigns.size() - 1);
        return "version " + last.version() + " (" + last.family() + ")";
    }

    private String drift() {
        List<DriftAlert> alerts = ledger.alerts();
        long opened = alerts.stream()
                .filter(alert -> alert.getPhase() == EpisodePhase.OPENED)
                .count();
        boolean open = !alerts.isEmpty() && alerts.get(alerts.size() - 1).getPhase() != EpisodePhase.CLOSED;
        return (open ? "DRIFT" : "normal")
                + (opened == 0 ? "" : " (" + opened + (opened == 1 ? " episode" : " episodes") + " so far)");
    }

    private void line(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
        drawnLines++;
    }

    private void clear() {
        if (drawnLines > 0) {
            out.printf("\u001b[%dA\u001b[J", drawnLines); // back to where the page began, and wipe to the end
            drawnLines = 0;
        }
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
