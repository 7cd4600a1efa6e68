package io.millrace.cli.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.schemas.GateResult;
import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelVersion;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** What there is to know of model versions, for people and for programs. */
public final class ModelFacts {
    private static final String LINE = "%-8s %-10s %-10s %10s %-20s %s%n";
    private static final String FACT = "%-28s %s%n";
    private static final String DIFFERENCE = "%-28s %-32s %s%n";

    private ModelFacts() {}

    /** A line for each. */
    public static String table(Collection<ModelVersion> versions) {
        if (versions.isEmpty()) {
            return "no models yet\n";
        }
        StringBuilder table =
                new StringBuilder(LINE.formatted("version", "status", "family", "loss", "created", "reason"));
        for (ModelVersion version : versions) {
            Double loss = version.getMetrics()
                    .getOrDefault("logLoss", version.getMetrics().get("mae"));
            table.append(LINE.formatted(
                    version.getVersion(),
                    version.getStatus(),
                    version.getFamily(),
                    loss == null ? "-" : number(loss),
                    version.getCreatedAt().truncatedTo(ChronoUnit.SECONDS),
                    version.getStatusReason()));
        }
        return table.toString();
    }

    public static ArrayNode json(Collection<ModelVersion> versions) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (ModelVersion version : versions) {
            Map<String, String> facts = of(version);
            var line = json.addObject();
            facts.forEach(line::put);
        }
        return json;
    }

    /** A line for each fact. */
    public static String lines(ModelVersion version) {
        StringBuilder lines = new StringBuilder();
        of(version).forEach((fact, value) -> lines.append(FACT.formatted(fact, value)));
        return lines.toString();
    }

    /** A line for each fact in which two versions differ. */
    public static String differences(ModelVersion first, ModelVersion second) {
        Map<String, String> ofFirst = of(first);
        Map<String, String> ofSecond = of(second);
        TreeSet<String> names = new TreeSet<>(ofFirst.keySet());
        names.addAll(ofSecond.keySet());
        StringBuilder lines = new StringBuilder();
        for (String name : names) {
            String one = ofFirst.getOrDefault(name, "-");
            String other = ofSecond.getOrDefault(name, "-");
            if (!Objects.equals(one, other)) {
                lines.append(DIFFERENCE.formatted(name, one, other));
            }
        }
        return lines.toString();
    }

    private static Map<String, String> of(ModelVersion version) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", Long.toString(version.getVersion()));
        facts.put("status", version.getStatus().name());
        facts.put("reason", version.getStatusReason());
        facts.put("family", version.getFamily());
        if (version.getRevision() > 0) {
            facts.put("revision", Integer.toString(version.getRevision()));
        }
        facts.put("created", version.getCreatedAt().toString());
        facts.put("encoder", version.getEncoderFingerprint());
        facts.put("classes", String.join(", ", version.getClasses()));
        facts.put("features", Integer.toString(version.getFeatures()));
        facts.put("sha256", version.getSha256());
        facts.put("bytes", Long.toString(version.getSizeBytes()));
        if (version.getGate() != null) {
            gate(version.getGate(), facts);
        }
        new TreeMap<>(version.getMetrics()).forEach((name, value) -> facts.put("metric." + name, number(value)));
        lineage(version.getLineage(), facts);
        return facts;
    }

    private static void gate(GateResult gate, Map<String, String> facts) {
        facts.put("gate", gate.getOutcome().name());
        if (gate.getRows() > 0) {
            facts.put("gate.champion", Long.toString(gate.getChampion()));
            facts.put("gate.examples", Integer.toString(gate.getRows()));
            facts.put("gate.difference", number(gate.getLow()) + " to " + number(gate.getHigh()));
            facts.put("gate.confidence", number(gate.getConfidence()));
        }
    }

    private static void lineage(Lineage lineage, Map<String, String> facts) {
        facts.put("request", lineage.getRequest());
        facts.put("cause", lineage.getCause());
        facts.put("examples", Integer.toString(lineage.getExamples()));
        lineage.getRanges()
                .forEach(range ->
                        facts.put("offsets." + range.getPartition(), range.getFrom() + " to " + range.getTo()));
        facts.put("seed", Long.toString(lineage.getSeed()));
        facts.put("device", lineage.getDevice());
        facts.put("code", lineage.getCode());
        facts.put("trainingMillis", Long.toString(lineage.getDurationMillis()));
        new TreeMap<>(lineage.getParameters()).forEach((name, value) -> facts.put("parameter." + name, value));
        new TreeMap<>(lineage.getLibraries()).forEach((name, value) -> facts.put("library." + name, value));
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
