package io.millrace.ingest.sources;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The lines of a CSV file, or of the data of an ARFF file, the good and the bad: unlike {@link CsvSource}, which wants a file that can be sent, it goes
 * on behind a line that is no row. A row never spans lines here, so that one stray quote spoils one line. For one
 * thread.
 */
public final class CsvLines implements AutoCloseable {
    private final TextFile file;
    private final TextFile.Opened opened;
    private final List<String> header;
    private CSVFormat format = CsvFormat.of("");
    private long number;
    private long row;

    /** @throws ServiceFailure where the file is missing, or lacks a column that the pipeline names */
    public CsvLines(Path path, PipelineDefinition pipeline) {
        this(path, Expected.of(pipeline)::header);
    }

    /**
     * A file of which nothing is expected yet.
     *
     * @throws ServiceFailure where it is missing
     */
    public CsvLines(Path path) {
        this(path, (names, file, number) -> names);
    }

    private interface Header {
        List<String> of(List<String> names, TextFile file, long number);
    }

    private CsvLines(Path path, Header wanted) {
        this.file = new TextFile(path);
        this.opened = file.open();
        try {
            String first = read();
            Optional<List<String>> names = first == null ? Optional.empty() : names(first);
            this.header = wanted.of(names.orElse(List.of()), file, number);
        } catch (ServiceFailure e) {
            opened.close();
            throw e;
        }
    }

    /**
     * One line behind the header.
     *
     * @param number counted from 1, the header's
     * @param id what names the row where no column does: as {@link CsvSource} names it
     * @param fields by column; empty where the line is no row
     * @param problem why it is none, else empty
     */
    public record Line(long number, String id, Optional<Map<String, Object>> fields, String problem) {}

    private Optional<List<String>> names(String first) {
        if (!ArffHead.begins(first)) {
            format = CsvFormat.of(first);
            return fields(first);
        }
        try {
            format = ArffHead.FORMAT;
            return Optional.of(ArffHead.read(first, this::read).names());
        } catch (IOException e) {
            throw file.unreadable(number + 1, e);
        }
    }

    /** Names of the columns in the order of the file; empty for a column without one. */
    public List<String> header() {
        return header;
    }

    /** @return empty at the end */
    public Optional<Line> next() {
        String text = read();
        while (text != null && format == ArffHead.FORMAT && text.startsWith("%")) {
            text = read();
        }
        return text == null ? Optional.empty() : Optional.of(line(text));
    }

    private Line line(String text) {
        row += text.isEmpty() ? 0 : 1;
        Optional<List<String>> values = fields(text);
        if (values.isEmpty()) {
            return new Line(number, file.idOf(row), Optional.empty(), "its quotes do not match");
        }
        int size = values.get().size();
        if (size != header.size()) {
            String problem =
                    "it has " + size + (size == 1 ? " field" : " fields") + " where the header has " + header.size();
            return new Line(number, file.idOf(row), Optional.empty(), problem);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            if (!header.get(i).isEmpty()) {
                fields.put(header.get(i), values.get().get(i));
            }
        }
        return new Line(number, file.idOf(row), Optional.of(fields), "");
    }

    private Optional<List<String>> fields(String line) {
        if (line.isEmpty()) {
            return Optional.of(List.of(""));
        }
        try (CSVParser parser = CSVParser.parse(line, format)) {
            List<CSVRecord> records = parser.getRecords();
            return records.size() == 1 ? Optional.of(records.get(0).toList()) : Optional.empty();
        } catch (IOException | RuntimeException e) { // RuntimeException: commons-csv wraps what its iterator meets
            return Optional.empty();
        }
    }

    private String read() {
        try {
            StringBuilder line = new StringBuilder();
            int c = opened.reader().read();
            if (c < 0) {
                return null;
            }
            number++;
            for (; c >= 0 && c != '\n'; c = opened.reader().read()) {
                line.append((char) c);
            }
            int last = line.length() - 1;
            return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
        } catch (IOException e) {
            throw file.unreadable(number + 1, e);
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
