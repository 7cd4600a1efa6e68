package io.millrace.ingest.sources;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;

/**
 * CSV as RFC 4180 has it, but for what separates fields: where the header has no comma outside quotes, it is the first of
 * semicolon, tab and bar that it has there.
 */
public final class CsvFormat {
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final String SEPARATORS = ",;\t|";
    private static final int LONGEST_HEADER = 1 << 20;

    private CsvFormat() {}

    /** That of a file whose reader stands at its beginning, and still does afterwards. */
    public static CSVFormat of(BufferedReader reader) throws IOException {
        return of(header(reader));
    }

    /** The first line that is not blank, else empty text; the reader stays where it is. */
    static String header(BufferedReader reader) throws IOException {
        reader.mark(LONGEST_HEADER);
        String header = reader.readLine();
        while (header != null && header.isBlank()) {
            header = reader.readLine();
        }
        reader.reset();
        return header == null ? "" : header;
    }

    /** An empty line is a record. */
    static CSVFormat of(String header) {
        String bare = QUOTED.matcher(header).replaceAll("");
        char separator = (char) SEPARATORS
                .chars()
                .filter(character -> bare.indexOf(character) >= 0)
                .findFirst()
                .orElse(',');
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(false)
                .get();
    }
}
