package io.millrace.benchmarks.learners;

import io.millrace.features.CleanValues;
import io.millrace.ingest.sources.CsvLines;
import io.millrace.ingest.sources.CsvLines.Line;
import io.millrace.learners.Layout;
import io.millrace.processors.DryRun;
import io.millrace.processors.DryRun.Tried;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The rows of a file that a pipeline accepts and that have a label. */
final class FileRows {
    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    private FileRows() {}

    /**
     * @param rows hears each vector and its label
     * @return of the vectors
     */
    static Layout read(PipelineDefinition pipeline, Path file, BiConsumer<float[], String> rows) {
        DryRun rules = new DryRun(pipeline, NOW);
        try (CsvLines lines = new CsvLines(file, pipeline)) {
            for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                Map<String, Object> fields = line.get().fields().orElse(Map.of());
                String row = "row-" + line.get().number();
                Tried tried = rules.put(rules.idOf(fields::get, row), fields::get, CleanValues.UNHEARD);
                if (tried.vector().isPresent() && tried.label().isPresent()) {
                    rows.accept(tried.vector().get().toArray(), tried.label().get());
                }
            }
        }
        return new Layout(VectorLayout.of(pipeline).slots().stream()
                .map(VectorLayout.Slot::codes)
                .toList());
    }
}
