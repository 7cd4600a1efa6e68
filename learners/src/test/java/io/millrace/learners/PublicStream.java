package io.millrace.learners;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Assumptions;

/** The public streams that other people's learners were measured on, in the folder that {@code -Dmillrace.fixtures} names. */
enum PublicStream {
    ELEC8("electricity.csv.gz", "class", Set.of("day"), Set.of()),
    SEA_ABRUPT("syn_sea_abrupt.arff.gz", "class", Set.of(), Set.of()),
    AGRAWAL_ABRUPT("syn_agrawal_abrupt.arff.gz", "class", Set.of("a3", "a4", "a5"), Set.of()),
    PHISHING_RIVER("phishing_river.csv.gz", "is_phishing", Set.of(), Set.of()),
    BANK(
            "bank_marketing.csv.gz",
            "y",
            Set.of("job", "marital", "education", "default", "housing", "loan", "contact", "month", "poutcome"),
            Set.of()),
    ADULT(
            "adult.csv.gz",
            "income",
            Set.of(
                    "workclass",
                    "education",
                    "marital_status",
                    "occupation",
                    "relationship",
                    "race",
                    "sex",
                    "native_country"),
            Set.of("fnlwgt")),
    FOODMART_CARD(
            "foodmart_baskets.csv.gz",
            "member_card",
            Set.of(
                    "store_type",
                    "store_country",
                    "gender",
                    "marital_status",
                    "yearly_income",
                    "education",
                    "occupation",
                    "houseowner",
                    "media_type"),
            Set.of("time_id", "the_date", "customer_id", "store_id", "media_type"));

    private final String file;
    private final String label;
    private final Set<String> categorical;
    private final Set<String> dropped;

    PublicStream(String file, String label, Set<String> categorical, Set<String> dropped) {
        this.file = file;
        this.label = label;
        this.categorical = categorical;
        this.dropped = dropped;
    }

    /**
     * All of a stream in memory.
     *
     * @param values one vector per example
     * @param labels codes by first appearance
     */
    record Examples(Layout layout, List<float[]> values, List<Integer> labels, int classes) {}

    /** The name that the tables of measured accuracy use. */
    String stream() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Skips the test with one line where the stream is not there. */
    Examples read() throws IOException {
        Path path = fixture("streams", file);
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            return file.endsWith(".arff.gz") ? examples(arff(reader)) : examples(csv(reader));
        }
    }

    /** Path of a file below the folder of fixtures; skips the test with one line where it is not there. */
    static Path fixture(String folder, String name) {
        String fixtures = System.getProperty("millrace.fixtures", "");
        Path path = Path.of(fixtures, folder, name);
        Assumptions.assumeTrue(
                !fixtures.isEmpty() && Files.exists(path),
                () -> "skipped: no " + name + "; give its folder with -Dmillrace.fixtures=DIR");
        return path;
    }

    private static List<String[]> csv(BufferedReader reader) throws IOException {
        return CSVFormat.DEFAULT.parse(reader).stream().map(CSVRecord::values).toList();
    }

    private static List<String[]> arff(BufferedReader reader) throws IOException {
        List<String> names = new ArrayList<>();
        List<String[]> rows = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("@attribute")) {
                names.add(line.split(" ", 3)[1]);
            } else if (!line.startsWith("@") && !line.isBlank()) {
                rows.add(line.split(",", -1));
            }
        }
        rows.add(0, names.toArray(String[]::new));
        return rows;
    }

    private Examples examples(List<String[]> rows) {
        List<String> names = List.of(rows.get(0));
        int target = names.indexOf(label);
        List<Integer> used = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            if (column != target && !dropped.contains(names.get(column))) {
                used.add(column);
            }
        }
        List<Map<String, Integer>> codes = new ArrayList<>();
        used.forEach(column -> codes.add(new HashMap<>()));
        Map<String, Integer> classes = new HashMap<>();
        List<float[]> values = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (String[] row : rows.subList(1, rows.size())) {
            float[] vector = new float[used.size()];
            for (int slot = 0; slot < vector.length; slot++) {
                vector[slot] = value(row[used.get(slot)], names.get(used.get(slot)), codes.get(slot));
            }
            values.add(vector);
            labels.add(classes.computeIfAbsent(row[target], unseen -> classes.size()));
        }
        List<Integer> sizes = new ArrayList<>();
        for (int slot = 0; slot < used.size(); slot++) {
            sizes.add(
                    categorical.contains(names.get(used.get(slot)))
                            ? 1 + codes.get(slot).size()
                            : 0);
        }
        return new Examples(new Layout(sizes), values, labels, classes.size());
    }

    private float value(String cell, String column, Map<String, Integer> codes) {
        if (cell.isBlank() || cell.equals("?")) {
            return Float.NaN;
        }
        return categorical.contains(column)
                ? codes.computeIfAbsent(cell, unseen -> 1 + codes.size())
                : Float.parseFloat(cell);
    }
}
