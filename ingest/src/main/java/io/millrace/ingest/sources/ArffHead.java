package io.millrace.ingest.sources;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;

/**
 * What an ARFF file says before its data (Weka's format, dense rows).
 *
 * @param names of its attributes, in their order
 * @param lines that it takes, the one that announces the data included
 */
record ArffHead(List<String> names, long lines) {
    /** Of the rows behind it. */
    static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setQuote('\'')
            .setCommentMarker('%')
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(false)
            .get();

    private static final Pattern FIRST = Pattern.compile("\\s*(%|@relation\\b)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s*@attribute\\s+(?:'([^']*)'|(\\S+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern DATA = Pattern.compile("\\s*@data\\s*", Pattern.CASE_INSENSITIVE);

    ArffHead {
        names = List.copyOf(names);
    }

    /** Lines of a file one by one; null at the end. */
    interface Lines {
        String next() throws IOException;
    }

    /** Whether a file that begins with this line is one. */
    static boolean begins(String line) {
        return FIRST.matcher(line).lookingAt();
    }

    /** Reads on from the first line to the one before the data. */
    static ArffHead read(String first, Lines rest) throws IOException {
        List<String> names = new ArrayList<>();
        long lines = 1;
        for (String line = first; line != null && !DATA.matcher(line).matches(); line = rest.next()) {
            Matcher attribute = ATTRIBUTE.matcher(line);
            if (attribute.lookingAt()) {
                names.add(attribute.group(1) == null ? attribute.group(2) : attribute.group(1));
            }
            lines++;
        }
        return new ArffHead(names, lines);
    }
}
