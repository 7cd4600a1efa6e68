package io.millrace.benchmarks.drift;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** What {@link DriftBench} measured. */
public final class DriftResult {
    private final double configured;
    private final List<FalseAlarms> stable;
    private final double found;
    private final List<Delay> delays;
    private final double calibrationSeconds;
    private final double watchedPerSecond;

    DriftResult(
            double configured,
            List<FalseAlarms> stable,
            double found,
            List<Delay> delays,
            double calibrationSeconds,
            double watchedPerSecond) {
        this.configured = configured;
        this.stable = stable;
        this.found = found;
        this.delays = delays;
        this.calibrationSeconds = calibrationSeconds;
        this.watchedPerSecond = watchedPerSecond;
    }

    /** For a person. */
    public String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "Windows in which nothing changed: share that alarms, configured %.3f%n%-11s %7s %6s %9s %6s %9s %9s %9s%n",
                configured,
                "data",
                "columns",
                "window",
                "measured",
                "ratio",
                "p < 0.05",
                "PSI > 0.1",
                "PSI > 0.2"));
        stable.forEach(row -> table.append(String.format(
                Locale.ROOT,
                "%-11s %7d %6d %9.4f %6.2f %9.3f %9.3f %9.3f%n",
                row.kind().name().toLowerCase(Locale.ROOT),
                row.columns(),
                row.window(),
                row.measured(),
                row.measured() / configured,
                row.fixed(),
                row.psi01(),
                row.psi02())));
        table.append(String.format(
                Locale.ROOT,
                "%nA shift of half a standard deviation in 1 of 20 columns, windows of 500: found within two windows in %.1f %%%n",
                100 * found));
        table.append(String.format(
                Locale.ROOT,
                "Calibration of 50 columns for windows of 1,000 rows: %.2f s%nVectors of 50 columns that one thread reads and counts: %,.0f per CPU second%n%n%-16s %25s %18s %7s%n",
                calibrationSeconds,
                watchedPerSecond,
                "errors 0.1 to 0.3",
                "false alarms per 10,000",
                "outcomes to alarm",
                "missed"));
        delays.forEach(delay -> table.append(String.format(
                Locale.ROOT,
                "%-16s %25.2f %18.0f %7.2f%n",
                delay.detector(),
                delay.falseAlarms(),
                delay.outcomes(),
                delay.missed())));
        return table.toString();
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("configuredFalseAlarmsPerWindow", configured);
        ArrayNode rows = json.putArray("falseAlarms");
        stable.forEach(row -> rows.addObject()
                .put("data", row.kind().name().toLowerCase(Locale.ROOT))
                .put("columns", row.columns())
                .put("window", row.window())
                .put("windows", row.windows())
                .put("measured", row.measured())
                .put("ratio", row.measured() / configured)
                .put("fixedPValue", row.fixed())
                .put("psiAbove0.1", row.psi01())
                .put("psiAbove0.2", row.psi02()));
        json.put("shiftFoundWithinTwoWindows", found);
        json.put("calibrationSeconds", calibrationSeconds);
        json.put("watchedVectorsPerCpuSecond", watchedPerSecond);
        ArrayNode detectors = json.putArray("errorRise");
        delays.forEach(delay -> detectors
                .addObject()
                .put("detector", delay.detector())
                .put("falseAlarmsPer10000", delay.falseAlarms())
                .put("outcomesToAlarm", delay.outcomes())
                .put("missed", delay.missed()));
        return json;
    }
}
