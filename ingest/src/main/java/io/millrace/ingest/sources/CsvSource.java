package io.millrace.ingest.sources;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a CSV file ({@link CsvFormat}, with a header line), or of an ARFF file. Every field is text; an empty field is empty text.
 * Blank lines are skipped and a column without a name is left out. The id of a row is its id column, where the pipeline names
 * one, or {@code <file name>-<row>}, rows counted from 1.
 */
public final class CsvSource implements RecordSource {
    private final TextFile file;
    private final Expected expected;

    private CsvSource(Path path, Expected expected) {
        this.file = new TextFile(path);
        this.expected = expected;
    }

    /**
     * A file with the columns that a pipeline names.
     *
     * @throws ServiceFailure where the file is missing or lacks one of them
     */
    public static CsvSource of(Path path, PipelineDefinition pipeline) {
        CsvSource source = new CsvSource(path, Expected.of(pipeline));
        source.open(0).close();
        return source;
    }

    /** A file of which nothing is expected, to look at its columns. */
    public static CsvSource anyColumns(Path path) {
        return new CsvSource(path, Expected.nothing());
    }

    @Override
    public String name() {
        return file.sourceName();
    }

    @Override
    public ItemReader open(long position) {
        Rows rows = new Rows(file.open());
        try {
            for (long skipped = 0; skipped < position && rows.nextRecord() != null; skipped++) {
                // the rows before the position were sent
            }
            return rows;
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private final class Rows implements ItemReader {
        private final TextFile.Opened opened;
        private final CSVFormat format;
        private final Optional<ArffHead> head;
        private final CSVParser parser;
        private final Iterator<CSVRecord> records;
        private final List<String> header;
        private long line;
        private long row;

        Rows(TextFile.Opened opened) {
            this.opened = opened;
            try {
                BufferedReader reader = opened.reader();
                String first = CsvFormat.header(reader);
                this.head = ArffHead.begins(first)
                        ? Optional.of(ArffHead.read(reader.readLine(), reader::readLine))
                        : Optional.empty();
                this.format = head.isPresent() ? ArffHead.FORMAT : CsvFormat.of(first);
                this.parser =
                        CSVParser.builder().setReader(reader).setFormat(format).get();
                this.records = parser.iterator();
                this.header = header();
            } catch (IOException e) {
                opened.close();
                throw file.unreadable(1, e);
            } catch (ServiceFailure e) {
                opened.close();
                throw e;
            }
        }

        @Override
        public Optional<Item> next() {
            CSVRecord values = nextRecord();
            if (values == null) {
                return Optional.empty();
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                if (!header.get(i).isEmpty()) {
                    fields.put(header.get(i), values.get(i));
                }
            }
            String id = expected.id()
                    .map(column -> ((String) fields.get(column)).strip())
                    .orElseGet(() -> file.idOf(row));
            return Optional.of(new Item.Row(id, fields));
        }

        /** The next row that is not blank, with as many fields as the header; null at the end. */
        private CSVRecord nextRecord() {
            CSVRecord values = read();
            if (values == null) {
                return null;
            }
            if (values.size() != header.size()) {
                throw file.broken(
                        line,
                        "has " + values.size() + " fields where the header has " + header.size()
                                + ": mend the row, or quote fields that hold '" + format.getDelimiterString() + "'",
                        null);
            }
            row++;
            return values;
        }

        private CSVRecord read() {
            try {
                CSVRecord values;
                do {
                    line = head.map(ArffHead::lines).orElse(0L) + parser.getCurrentLineNumber() + 1;
                    values = records.hasNext() ? records.next() : null;
                } while (values != null && values.size() == 1 && values.get(0).isEmpty());
                return values;
            } catch (UncheckedIOException e) {
                throw file.unreadable(line, e.getCause());
            }
        }

        private List<String> header() {
            if (head.isPresent()) {
                return expected.header(head.get().names(), file, head.get().lines());
            }
            CSVRecord first = read();
            return expected.header(first == null ? List.of() : first.toList(), file, line);
        }

        @Override
        public double share() {
            return opened.share();
        }

        @Override
        public void close() {
            opened.close();
        }
    }
}
