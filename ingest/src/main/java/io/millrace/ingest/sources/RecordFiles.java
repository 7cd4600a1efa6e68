package io.millrace.ingest.sources;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.util.Locale;

/** Tells by a file's name what it holds. */
public final class RecordFiles {
    private RecordFiles() {}

    /**
     * A source of {@code .csv}, {@code .tsv}, {@code .arff}, {@code .jsonl}, {@code .ndjson} or {@code .json} (one object per line), each also with
     * {@code .gz} behind it.
     *
     * @throws ServiceFailure where the file is missing, of another kind or lacks a column of the pipeline
     */
    public static RecordSource open(Path file, PipelineDefinition pipeline) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        String kind = name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
        if (kind.endsWith(".csv") || kind.endsWith(".tsv") || kind.endsWith(".arff")) {
            return CsvSource.of(file, pipeline);
        } else if (kind.endsWith(".jsonl") || kind.endsWith(".ndjson") || kind.endsWith(".json")) {
            return JsonLinesSource.of(file, pipeline);
        }
        throw new ServiceFailure(file
                + ": is of no known kind: name it .csv, .tsv, .arff, .jsonl, .ndjson or .json, with or without .gz");
    }
}
