package io.millrace.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.GateResult;
import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.OffsetRange;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What somebody should know who relies on a model: what it answers, what it learnt from, how well it does and what it looks at (Mitchell et al. 2019, Model Cards for Model Reporting).
 * All of it is what the trainer wrote down with the version.
 */
public final class ModelCard {
    private static final List<String> OF_CLASS = List.of("precision", "recall", "f1");
    private static final List<String> AREAS = List.of("rocAuc", "prAuc");

    private final ModelVersion version;
    private final String pipeline;

    /** @param pipeline its name */
    public ModelCard(ModelVersion version, String pipeline) {
        this.version = version;
        this.pipeline = pipeline;
    }

    /** Sections {@code model}, {@code data}, {@code evaluation}, {@code classes}, {@code curves} (by class, the points of the ROC and the precision-recall curve), {@code importance} (most important first), {@code gate} and {@code lineage}. */
    public ObjectNode json() {
        ObjectNode card = JsonNodeFactory.instance.objectNode();
        card.putObject("model")
                .put("pipeline", pipeline)
                .put("version", version.getVersion())
                .put("status", version.getStatus().name())
                .put("reason", version.getStatusReason())
                .put("family", version.getFamily())
                .put("created", version.getCreatedAt().toString())
                .put("sha256", version.getSha256())
                .put("bytes", version.getSizeBytes());
        data(card.putObject("data"));
        ObjectNode evaluation = card.putObject("evaluation");
        new TreeMap<>(version.getMetrics()).forEach((name, value) -> {
            if (name.indexOf('.') < 0) {
                evaluation.put(name, value);
            }
        });
        classes(card.putObject("classes"));
        CardCurves.of(version).json(card.putObject("curves"));
        ObjectNode importance = card.putObject("importance");
        importances().forEach(of -> importance.put(of.getKey(), of.getValue()));
        gate(card.putObject("gate"));
        lineage(card.putObject("lineage"));
        return card;
    }

    /** The same for people, as Markdown. */
    public String markdown() {
        StringBuilder page = new StringBuilder();
        ObjectNode card = json();
        page.append("# Model ")
                .append(version.getVersion())
                .append(" of pipeline ")
                .append(pipeline)
                .append("\n\n");
        page.append(version.getStatus())
                .append(": ")
                .append(version.getStatusReason())
                .append("\n");
        section(page, "Model", card.get("model"));
        section(page, "What it learnt from", card.get("data"));
        section(page, "How well it does on later examples that were held out", card.get("evaluation"));
        confusion(page);
        CardCurves.of(version).markdown(page);
        importance(page);
        section(page, "Against the champion of that moment", card.get("gate"));
        section(page, "How to make it again", card.get("lineage"));
        return page.toString();
    }

    private void data(ObjectNode data) {
        Lineage lineage = version.getLineage();
        data.put("examples", lineage.getExamples())
                .put("encoder", version.getEncoderFingerprint())
                .put("features", version.getFeatures())
                .put("classes", String.join(", ", version.getClasses()))
                .put("cause", lineage.getCause());
        for (OffsetRange range : lineage.getRanges()) {
            data.put("offsets of partition " + range.getPartition(), range.getFrom() + " to " + range.getTo());
        }
    }

    private void classes(ObjectNode classes) {
        Map<String, Double> metrics = version.getMetrics();
        for (String name : version.getClasses()) {
            if (metrics.containsKey("recall." + name)) {
                ObjectNode one = classes.putObject(name);
                OF_CLASS.forEach(metric -> one.put(metric, metrics.get(metric + "." + name)));
                AREAS.stream()
                        .filter(area -> metrics.containsKey(area + "." + name))
                        .forEach(area -> one.put(area, metrics.get(area + "." + name)));
                ObjectNode taken = one.putObject("takenFor");
                version.getClasses().forEach(other -> taken.put(other, metrics.get("confusion." + name + "." + other)));
            }
        }
    }

    private List<Map.Entry<String, Double>> importances() {
        String prefix = "importance.";
        return version.getMetrics().entrySet().stream()
                .filter(metric -> metric.getKey().startsWith(prefix))
                .map(metric -> Map.entry(metric.getKey().substring(prefix.length()), metric.getValue()))
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    private void gate(ObjectNode node) {
        GateResult gate = version.getGate();
        if (gate != null) {
            node.put("outcome", gate.getOutcome().name())
                    .put("champion", gate.getChampion())
                    .put("examples", gate.getRows())
                    .put("low", gate.getLow())
                    .put("high", gate.getHigh())
                    .put("confidence", gate.getConfidence());
        }
    }

    private void lineage(ObjectNode node) {
        Lineage lineage = version.getLineage();
        node.put("request", lineage.getRequest())
                .put("seed", lineage.getSeed())
                .put("device", lineage.getDevice())
                .put("code", lineage.getCode())
                .put("milliseconds", lineage.getDurationMillis());
        new TreeMap<>(lineage.getParameters()).forEach(node::put);
        new TreeMap<>(lineage.getLibraries()).forEach((name, of) -> node.put("library " + name, of));
    }

    private static void section(StringBuilder page, String title, JsonNode facts) {
        if (facts.isEmpty()) {
            return;
        }
        page.append("\n## ").append(title).append("\n\n| | |\n|---|---|\n");
        facts.fields()
                .forEachRemaining(fact -> page.append("| ")
                        .append(fact.getKey())
                        .append(" | ")
                        .append(
                                fact.getValue().isDouble()
                                        ? ModelFacts.number(fact.getValue().asDouble())
                                        : cell(fact.getValue().asText()))
                        .append(" |\n"));
    }

    private void confusion(StringBuilder page) {
        Map<String, Double> metrics = version.getMetrics();
        List<String> classes = version.getClasses().stream()
                .filter(name -> metrics.containsKey("recall." + name))
                .toList();
        if (classes.isEmpty()) {
            return;
        }
        page.append("\n## Class by class\n\nRows are what was true, columns what it was taken for.\n\n| |");
        classes.forEach(name -> page.append(' ').append(cell(name)).append(" |"));
        page.append(" precision | recall | F1 |\n|---|").append("---|".repeat(classes.size() + OF_CLASS.size()));
        for (String name : classes) {
            page.append("\n| ").append(cell(name)).append(" |");
            classes.forEach(other -> number(page, metrics.get("confusion." + name + "." + other)));
            OF_CLASS.forEach(metric -> number(page, metrics.get(metric + "." + name)));
        }
        page.append("\n");
    }

    private void importance(StringBuilder page) {
        List<Map.Entry<String, Double>> importances = importances();
        if (importances.isEmpty()) {
            return;
        }
        page.append("\n## What it looks at\n\n")
                .append(
                        "By how much the loss rises (log loss in nats, or absolute error) where a column is shuffled among the examples. Columns that say the same share it.\n\n")
                .append("| column | importance |\n|---|---|\n");
        importances.forEach(of -> {
            page.append("| ").append(cell(of.getKey())).append(" |");
            number(page, of.getValue());
            page.append("\n");
        });
    }

    private static void number(StringBuilder page, Double value) {
        page.append(' ').append(value == null ? "-" : ModelFacts.number(value)).append(" |");
    }

    static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }
}
