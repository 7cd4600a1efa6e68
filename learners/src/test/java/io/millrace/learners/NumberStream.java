package io.millrace.learners;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The public streams with a number to predict; all columns are numbers. */
enum NumberStream {
    /** Hours of two years; casual and registered add up to the target. */
    BIKES("bike_sharing_hour.csv.gz", "cnt", Set.of("instant", "dteday", "casual", "registered")),
    TRUMP("trump_approval.csv.gz", "five_thirty_eight", Set.of());

    private final String file;
    private final String target;
    private final Set<String> dropped;

    NumberStream(String file, String target, Set<String> dropped) {
        this.file = file;
        this.target = target;
        this.dropped = dropped;
    }

    /** All of a stream in memory. */
    record Examples(Layout layout, List<float[]> values, List<Double> targets) {}

    /** Skips the test with one line where the stream is not there. */
    Examples read() throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(PublicStream.fixture("streams", file))),
                StandardCharsets.UTF_8))) {
            return examples(
                    CSVFormat.DEFAULT.builder().setHeader().get().parse(reader).getRecords());
        }
    }

    private Examples examples(List<CSVRecord> rows) {
        List<String> used = new ArrayList<>(rows.get(0).getParser().getHeaderNames());
        used.remove(target);
        used.removeAll(dropped);
        List<float[]> values = new ArrayList<>();
        List<Double> targets = new ArrayList<>();
        for (CSVRecord row : rows) {
            float[] vector = new float[used.size()];
            for (int slot = 0; slot < vector.length; slot++) {
                vector[slot] = Float.parseFloat(row.get(used.get(slot)));
            }
            values.add(vector);
            targets.add(Double.valueOf(row.get(target)));
        }
        return new Examples(new Layout(Collections.nCopies(used.size(), 0)), values, targets);
    }
}
