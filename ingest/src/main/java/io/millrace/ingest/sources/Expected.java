package io.millrace.ingest.sources;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a pipeline expects of a file.
 *
 * @param id column whose value is the record's id; without it records are named by file and row
 * @param columns columns that must be there, each with the setting that names it
 */
record Expected(Optional<String> id, Map<String, String> columns) {
    static Expected of(PipelineDefinition pipeline) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (Column column : pipeline.columns()) {
            columns.put(column.fieldOrName(), "columns");
        }
        Optional<String> id = pipeline.source().id().map(pipeline::fieldOf);
        pipeline.source().eventTime().map(pipeline::fieldOf).ifPresent(name -> columns.put(name, "source.eventTime"));
        id.ifPresent(name -> columns.put(name, "source.id"));
        pipeline.source().entity().map(pipeline::fieldOf).ifPresent(name -> columns.put(name, "source.entity"));
        pipeline.label().column().ifPresent(name -> columns.put(name, "label.column"));
        return new Expected(id, columns);
    }

    /**
     * The header of a CSV file, checked.
     *
     * @param line where it stands in the file
     * @return the names of its columns, stripped
     * @throws ServiceFailure where there is none, it names a column twice, or lacks one
     */
    List<String> header(List<String> first, TextFile file, long line) {
        if (first.isEmpty()) {
            throw file.broken(1, "is empty: a header line with the column names must come first", null);
        }
        List<String> names = first.stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!name.isEmpty() && !seen.add(name)) {
                throw file.broken(line, "names column '" + name + "' twice: rename one", null);
            }
        }
        List<String> missing = new ArrayList<>();
        columns.forEach((name, setting) -> {
            if (!seen.contains(name)) {
                missing.add("'" + name + "' (" + setting + ")");
            }
        });
        if (!missing.isEmpty()) {
            throw file.broken(
                    line,
                    "lacks " + (missing.size() == 1 ? "column " : "columns ") + String.join(", ", missing)
                            + " of the pipeline; it has "
                            + seen.stream().sorted().collect(Collectors.joining(", ")),
                    null);
        }
        return names;
    }

    static Expected nothing() {
        return new Expected(Optional.empty(), Map.of());
    }
}
