package io.millrace.cli.clean;

import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A CSV file that is being written, or none that was asked for. */
final class CsvFile implements AutoCloseable {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private final String option;
    private final Optional<CSVPrinter> printer;

    /** @param option that names the file, for what is said when it cannot be written */
    CsvFile(Optional<Path> file, String option) {
        this.option = option;
        this.printer = file.map(this::open);
    }

    private CSVPrinter open(Path file) {
        try {
            return new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), FORMAT);
        } catch (IOException e) {
            throw new ServiceFailure("cannot write " + option + " " + file + ": " + e, e);
        }
    }

    void write(List<String> row) {
        if (printer.isPresent()) {
            try {
                printer.get().printRecord(row);
            } catch (IOException e) {
                throw new ServiceFailure("cannot write on to " + option + ": " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() {
        if (printer.isPresent()) {
            try {
                printer.get().close(true);
            } catch (IOException e) {
                throw new ServiceFailure("cannot write to the end of " + option + ": " + e.getMessage(), e);
            }
        }
    }
}
