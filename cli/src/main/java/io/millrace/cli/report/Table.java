package io.millrace.cli.report;

import io.millrace.ingest.sources.CsvFormat;
import io.millrace.ingest.sources.TextFile;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.Column;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header as a whole, by columns; a missing value is null.
 *
 * @param columns by name, in the order of the file, all of the same length
 */
public record Table(Path file, Map<String, List<String>> columns) {
    private static final Set<String> MISSING =
            Set.copyOf(Column.ofDefaults("any", Column.Type.TEXT).missingTokens());

    /** @throws ServiceFailure where the file cannot be read, or a row is not as long as the header */
    public static Table read(Path file) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        try (BufferedReader reader = new TextFile(file).open().reader();
                CSVParser parser = format(reader).parse(reader)) {
            List<String> header = List.of();
            for (CSVRecord row : parser) {
                if (header.isEmpty()) {
                    header = header(file, row, columns);
                } else {
                    add(file, row, header, columns, parser.getCurrentLineNumber());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ServiceFailure("cannot read " + file + ": " + e.getMessage(), e);
        }
        if (columns.isEmpty()) {
            throw new ServiceFailure(file + " is empty: its first line must name the columns");
        }
        return new Table(file, columns);
    }

    private static CSVFormat format(BufferedReader reader) throws IOException {
        return CsvFormat.of(reader).builder().setIgnoreEmptyLines(true).get();
    }

    private static List<String> header(Path file, CSVRecord row, Map<String, List<String>> columns) {
        List<String> header = row.stream().map(String::trim).toList();
        for (String name : header) {
            if (columns.put(name, new ArrayList<>()) != null) {
                throw new ServiceFailure(file + ":1: column '" + name + "' stands there twice");
            }
        }
        return header;
    }

    private static void add(
            Path file, CSVRecord row, List<String> header, Map<String, List<String>> columns, long line) {
        if (row.size() != header.size()) {
            throw new ServiceFailure(
                    file + ":" + line + ": " + row.size() + " fields where the header has " + header.size());
        }
        for (int i = 0; i < row.size(); i++) {
            String text = row.get(i).trim();
            columns.get(header.get(i)).add(MISSING.contains(text) ? null : text);
        }
    }

    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /** @throws ServiceFailure where there is no such column */
    public List<String> texts(String column) {
        if (!has(column)) {
            throw new ServiceFailure(file + " has no column '" + column + "', but " + columns.keySet());
        }
        return columns.get(column);
    }

    /** Whether every value that is there is a number. */
    public boolean isNumeric(String column) {
        return texts(column).stream()
                .allMatch(text -> text == null || number(text).isPresent());
    }

    /**
     * NaN for a missing value.
     *
     * @throws ServiceFailure where a value is no number
     */
    public double[] numbers(String column) {
        List<String> texts = texts(column);
        double[] numbers = new double[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            String text = texts.get(i);
            OptionalDouble number = text == null ? OptionalDouble.of(Double.NaN) : number(text);
            if (number.isEmpty()) {
                throw new ServiceFailure(
                        file + ": row " + (i + 1) + ": column '" + column + "' holds '" + text + "', not a number");
            }
            numbers[i] = number.getAsDouble();
        }
        return numbers;
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(new BigDecimal(text).doubleValue());
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
