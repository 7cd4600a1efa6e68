package io.millrace.cli.clean;

import io.millrace.features.Reason;
import io.millrace.ingest.sources.CsvLines;
import io.millrace.ingest.sources.CsvLines.Line;
import io.millrace.processors.DryRun;
import io.millrace.processors.DryRun.PutAside;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Puts the lines of a file through the rules of a pipeline. */
public final class CleanRun {
    private final PipelineDefinition pipeline;
    private final Path file;
    private final DryRun rules;
    private final List<String> encoded;
    private final LastTexts last;
    private final Map<String, String> columnOf = new HashMap<>();

    /** @param at when the records come, as far as the rules ask */
    public CleanRun(PipelineDefinition pipeline, Path file, Instant at) {
        this.pipeline = pipeline;
        this.file = file;
        this.rules = new DryRun(pipeline, at);
        this.last = new LastTexts(pipeline);
        this.encoded = pipeline.encodedColumns().stream().map(Column::name).toList();
        pipeline.columns().forEach(column -> columnOf.put(column.fieldOrName(), column.name()));
    }

    /**
     * @param out where the clean records go, accepted or late
     * @param dispositions where it goes what became of each line
     * @throws io.millrace.runtime.ServiceFailure where a file cannot be read or written
     */
    public Findings run(Optional<Path> out, Optional<Path> dispositions) {
        Findings findings = new Findings();
        try (CsvLines lines = new CsvLines(file, pipeline);
                CsvFile cleaned = new CsvFile(out, "--out");
                CsvFile told = new CsvFile(dispositions, "--dispositions")) {
            List<String> columns = lines.header().stream().filter(named()).toList();
            cleaned.write(columns);
            told.write(List.of("line", "disposition", "id", "field", "message"));
            for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                put(line.get(), columns, cleaned, told, findings);
            }
        }
        return findings;
    }

    /** Fields that the pipeline has something to say about. */
    private Predicate<String> named() {
        return field -> columnOf.containsKey(field)
                || pipeline.source().id().filter(field::equals).isPresent()
                || pipeline.label().column().filter(field::equals).isPresent();
    }

    private void put(Line line, List<String> columns, CsvFile cleaned, CsvFile told, Findings findings) {
        Map<String, Object> fields = line.fields().orElse(Map.of());
        CleanRow row = new CleanRow(encoded);
        String id = rules.idOf(fields::get, line.id());
        Optional<PutAside> why = line.fields().isEmpty()
                ? Optional.of(new PutAside(Reason.MALFORMED, Optional.empty(), line.problem()))
                : rules.put(id, fields::get, row).why();
        if (why.isEmpty()) {
            last.settle(fields::get, row);
        }
        if (isClean(why)) {
            cleaned.write(columns.stream()
                    .map(field -> row.shown(columnOf.getOrDefault(field, field), fields.get(field)))
                    .toList());
        }
        findings.count(row, why);
        told.write(List.of(
                Long.toString(line.number()),
                disposition(why),
                id,
                why.flatMap(PutAside::field).orElse(""),
                why.map(PutAside::message).orElse("")));
    }

    /** A late record is clean, it only came too late. */
    private static boolean isClean(Optional<PutAside> why) {
        return why.isEmpty() || why.get().reason() == Reason.LATE;
    }

    private static String disposition(Optional<PutAside> why) {
        if (why.isEmpty()) {
            return "accept";
        }
        Reason reason = why.get().reason();
        return reason == Reason.LATE || reason == Reason.DUPLICATE ? reason.code() : "dead_letter:" + reason.code();
    }
}
