package io.millrace.trainer.nets;

import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.windows.TrainingWindow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Public streams with categories, in the folder that {@code -Dmillrace.fixtures} names; tests that need them are skipped without it. */
public enum PublicStream {
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
            Set.of("fnlwgt"),
            ""),
    BANK(
            "bank_marketing.csv.gz",
            "y",
            Set.of("job", "marital", "education", "default", "housing", "loan", "contact", "month", "poutcome"),
            Set.of(),
            ""),
    FOODMART_CARD(
            "foodmart_baskets.csv.gz",
            "member_card",
            Set.of(
                    "store_id",
                    "store_type",
                    "store_country",
                    "gender",
                    "marital_status",
                    "yearly_income",
                    "education",
                    "occupation",
                    "houseowner",
                    "media_type"),
            Set.of("time_id", "the_date", "customer_id"),
            "customer_id"),
    /** One entity: the market. */
    ELECTRICITY("electricity.csv.gz", "class", Set.of("day"), Set.of("date"), "");

    private static final String BETWEEN_CELLS = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

    private final String file;
    private final String label;
    private final Set<String> categorical;
    private final Set<String> dropped;
    private final String entity;

    PublicStream(String file, String label, Set<String> categorical, Set<String> dropped, String entity) {
        this.file = file;
        this.label = label;
        this.categorical = categorical;
        this.dropped = dropped;
        this.entity = entity;
    }

    /** All of a stream in memory. */
    public record Examples(VectorLayout layout, TrainingWindow rows, List<String> classes, List<String> entities) {
        /**
         * The same with vectors that show earlier records of the row's entity, as history.sequence makes them of a row a second.
         *
         * @param records the own one among them
         */
        Examples showing(int records) {
            int columns = layout.length();
            List<VectorLayout.Slot> slots = new ArrayList<>(layout.slots());
            for (int back = 1; back < records; back++) {
                int of = back;
                layout.slots()
                        .forEach(slot ->
                                slots.add(new VectorLayout.Slot(slot.name() + ".back." + of, slot.codes(), of)));
                slots.add(new VectorLayout.Slot("back." + back, 0, back));
            }
            float[] matrix = new float[rows.rows() * slots.size()];
            Arrays.fill(matrix, Float.NaN);
            Map<String, List<Integer>> pasts = new HashMap<>();
            for (int row = 0; row < rows.rows(); row++) {
                int to = row * slots.size();
                System.arraycopy(rows.matrix(), row * columns, matrix, to, columns);
                List<Integer> past = pasts.computeIfAbsent(entities.get(row), unseen -> new ArrayList<>());
                for (int back = 1; back < records && back <= past.size(); back++) {
                    int earlier = past.get(past.size() - back);
                    int shown = to + columns + (back - 1) * (columns + 1);
                    System.arraycopy(rows.matrix(), earlier * columns, matrix, shown, columns);
                    matrix[shown + columns] = (float) Math.log1p(row - earlier);
                }
                past.add(row);
            }
            TrainingWindow shown = new TrainingWindow(slots.size(), matrix, rows.labels());
            return new Examples(new VectorLayout(slots), shown, classes, entities);
        }
    }

    public Examples read() throws IOException {
        Path path = Path.of(System.getProperty("millrace.fixtures", ""), "streams", file);
        Assumptions.assumeTrue(
                Files.exists(path), () -> "skipped: no " + file + "; give its folder with -Dmillrace.fixtures=DIR");
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            return examples(
                    reader.lines().map(line -> line.split(BETWEEN_CELLS, -1)).toList());
        }
    }

    private Examples examples(List<String[]> lines) {
        List<String> names = Arrays.asList(lines.get(0));
        List<Integer> used = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            if (!names.get(column).equals(label) && !dropped.contains(names.get(column))) {
                used.add(column);
            }
        }
        List<String[]> rows = lines.subList(1, lines.size());
        float[] matrix = new float[rows.size() * used.size()];
        List<VectorLayout.Slot> slots = new ArrayList<>();
        for (int slot = 0; slot < used.size(); slot++) {
            String name = names.get(used.get(slot));
            Map<String, Integer> codes = new HashMap<>();
            for (int row = 0; row < rows.size(); row++) {
                matrix[row * used.size() + slot] = value(rows.get(row)[used.get(slot)], name, codes);
            }
            slots.add(new VectorLayout.Slot(name, categorical.contains(name) ? 1 + codes.size() : 0));
        }
        Map<String, Integer> classes = new HashMap<>();
        int target = names.indexOf(label);
        int[] labels = rows.stream()
                .mapToInt(row -> classes.computeIfAbsent(row[target], unseen -> classes.size()))
                .toArray();
        return new Examples(
                new VectorLayout(slots),
                new TrainingWindow(used.size(), matrix, labels),
                classes.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .toList(),
                rows.stream()
                        .map(row -> entity.isEmpty() ? "" : row[names.indexOf(entity)])
                        .toList());
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
