package io.millrace.cli;

import io.millrace.ingest.sources.CsvFormat;
import io.millrace.ingest.sources.CsvLines;
import io.millrace.ingest.sources.TextFile;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.CannotInfer;
import io.millrace.schemas.pipeline.DefinitionInference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV or ARFF file from which a pipeline definition is inferred. */
record SampleFile(Path file) {
    /** @throws ServiceFailure where the file cannot be read, or nothing can be inferred from it */
    String infer(String pipeline, String label) {
        return file.toString().matches("(?i).*\\.arff(\\.gz)?")
                ? inferArff(pipeline, label)
                : inferCsv(pipeline, label);
    }

    private String inferArff(String pipeline, String label) {
        try (CsvLines lines = new CsvLines(file)) {
            Iterator<String[]> cells = Stream.generate(lines::next)
                    .takeWhile(Optional::isPresent)
                    .flatMap(line -> line.get().fields().stream())
                    .map(fields -> fields.values().toArray(String[]::new))
                    .iterator();
            return DefinitionInference.infer(pipeline, label, lines.header(), cells);
        } catch (CannotInfer e) {
            throw new ServiceFailure(file + ": " + e.getMessage(), e);
        }
    }

    private String inferCsv(String pipeline, String label) {
        try (BufferedReader text = new TextFile(file).open().reader();
                CSVParser rows = CsvFormat.of(text)
                        .builder()
                        .setIgnoreEmptyLines(true)
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .setAllowMissingColumnNames(true)
                        .get()
                        .parse(text)) {
            Iterator<String[]> cells = rows.stream().map(CSVRecord::values).iterator();
            return DefinitionInference.infer(pipeline, label, rows.getHeaderNames(), cells);
        } catch (CannotInfer e) {
            throw new ServiceFailure(file + ": " + e.getMessage(), e);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new ServiceFailure(file + " cannot be read as CSV: " + e.getMessage(), e);
        }
    }
}
