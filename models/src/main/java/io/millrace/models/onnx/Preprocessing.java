package io.millrace.models.onnx;

import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The way from an encoded vector to what a net sees, fitted on the training part of a window: numbers are imputed by their
 * mean and standardised, missing ones leave an indicator, codes become one-hot. Applied to matrices for training and written
 * into the ONNX graph for serving, by the same 32-bit operations in the same order.
 *
 * <p>An input that did not vary in training is left out: nothing was learnt about it, so whatever it shows later would
 * only multiply an initial weight. Hence a code never seen lights no input, and a first missing value is its mean.
 *
 * <p>Slots that were missing in the same rows as the slot before them share its indicator: a text of 256 slots that is missing
 * tells so once, not 256 times as loud.
 *
 * <p>Standardised numbers are cut at ±{@value #LIMIT}: an extreme (1e30, infinity) then still gives finite, sane
 * probabilities, and nothing ordinary lies eight standard deviations out.
 *
 * <p>Codes of columns with many categories may be looked up instead, in tables that the net learns: then a net sees, behind all the
 * rest, the number of the table's row.
 *
 * <p>Slots of earlier records are none of its inputs: {@link Steps} are.
 *
 * <p>Immutable.
 */
public final class Preprocessing {
    static final float LIMIT = 8;

    /** A spread below the resolution of a float beside its mean is none. */
    private static final double NO_SPREAD = 1e-7;

    private static final int NONE = -1;

    private final int features;
    private final Numbers numbers;
    private final int[] indicators;
    private final Codes codes;
    private final Embedded embedded;
    private final List<float[]> tables;

    private Preprocessing(
            int features, Numbers numbers, int[] indicators, Codes codes, Embedded embedded, List<float[]> tables) {
        this.features = features;
        this.numbers = numbers;
        this.indicators = indicators;
        this.codes = codes;
        this.embedded = embedded;
        this.tables = List.copyOf(tables);
    }

    /** As it was once fitted, and with what was learnt. */
    static Preprocessing of(
            int features, Numbers numbers, int[] indicators, Codes codes, Embedded embedded, List<float[]> tables) {
        return new Preprocessing(features, numbers, indicators, codes, embedded, tables);
    }

    /**
     * @param matrix encoded vectors, row after row, NaN where missing
     * @param rows how many of them, from the first, to fit on
     */
    public static Preprocessing fit(VectorLayout layout, float[] matrix, int rows) {
        return fit(layout, matrix, rows, Embedding.NONE);
    }

    /** The same, with columns that are looked up. */
    public static Preprocessing fit(VectorLayout layout, float[] matrix, int rows, Embedding embedding) {
        Numbers.Fit numbers = new Numbers.Fit();
        Codes.Fit codes = new Codes.Fit();
        Embedded.Fit embedded = new Embedded.Fit(embedding);
        Slots indicators = new Slots();
        int last = NONE;
        for (int slot = 0; slot < layout.length(); slot++) {
            Slot kind = layout.slots().get(slot);
            if (!kind.own()) {
                continue;
            }
            if (kind.categorical()) {
                int[] counts = Codes.counts(slot, kind.codes(), matrix, rows, layout.length());
                if (!embedded.add(slot, kind.name(), counts)) {
                    codes.add(slot, counts, rows);
                }
                continue;
            }
            int missing = numbers.add(slot, matrix, rows, layout.length());
            if (0 < missing && missing < rows && !missingTogether(last, slot, matrix, rows, layout.length())) {
                indicators.add(slot);
                last = slot;
            }
        }
        if (numbers.isEmpty() && codes.isEmpty() && indicators.isEmpty() && embedded.isEmpty()) {
            indicators.add(0); // a net needs an input, and this one is finite whatever comes
        }
        return new Preprocessing(
                layout.length(), numbers.fitted(), indicators.toArray(), codes.fitted(), embedded.fitted(), List.of());
    }

    /**
     * The same with what was learnt.
     *
     * @param tables one per column of {@link #embedded}, row after row
     */
    public Preprocessing with(List<float[]> tables) {
        for (int i = 0; i < embedded.count(); i++) {
            EmbeddedColumn column = embedded().get(i);
            if (tables.get(i).length != column.rows() * column.length()) {
                throw new IllegalArgumentException("the table of %s has %d numbers, not %d rows of %d"
                        .formatted(column.name(), tables.get(i).length, column.rows(), column.length()));
            }
        }
        return new Preprocessing(features, numbers, indicators, codes, embedded, tables);
    }

    /** The first slot that is looked up by this one or that, and not by the other. */
    public OptionalInt lookedUpOnce(Preprocessing other) {
        return IntStream.range(0, features)
                .filter(slot -> embedded.column(slot).isPresent()
                        != other.embedded.column(slot).isPresent())
                .findFirst();
    }

    /** Whether a slot is looked up. */
    public boolean looksUp(int slot) {
        return embedded.column(slot).isPresent();
    }

    /** The same, the rows of its tables as long as those of another are of the same slots. */
    public Preprocessing asLongAs(Preprocessing other) {
        return new Preprocessing(features, numbers, indicators, codes, embedded.asLongAs(other.embedded), List.of());
    }

    /**
     * Tables with which codes are what they are to another: a code both know has its row there, one that is new has zeros, as it is there.
     *
     * @param learnt looks the same slots up, in rows as long
     */
    public List<float[]> tablesOf(Preprocessing learnt) {
        return embedded.taken(learnt.embedded, learnt.tables);
    }

    private static boolean missingTogether(int a, int b, float[] matrix, int rows, int features) {
        for (int row = 0; row < rows && a != NONE; row++) {
            if (Float.isNaN(matrix[row * features + a]) != Float.isNaN(matrix[row * features + b])) {
                return false;
            }
        }
        return a != NONE;
    }

    /** Width of what a net sees. */
    public int inputs() {
        return direct() + embedded.count();
    }

    /** How many of those inputs go to the first layer as they are; what is behind them are the rows of {@link #embedded}. */
    public int direct() {
        return numbers.count() + indicators.length + codes.count();
    }

    /** The columns that are looked up. */
    public List<EmbeddedColumn> embedded() {
        return embedded.tables();
    }

    /** What the first layer takes. */
    int width() {
        return direct() + embedded().stream().mapToInt(EmbeddedColumn::length).sum();
    }

    /** Length of an encoded vector. */
    public int features() {
        return features;
    }

    /** What a net sees of each row. */
    public float[] apply(float[] matrix, int rows) {
        int width = inputs();
        float[] seen = new float[rows * width];
        for (int row = 0; row < rows; row++) {
            int from = row * features;
            int to = row * width;
            numbers.apply(matrix, from, seen, to);
            to += numbers.count();
            for (int slot : indicators) {
                seen[to++] = Float.isNaN(matrix[from + slot]) ? 1 : 0;
            }
            codes.apply(matrix, from, seen, to);
            embedded.apply(matrix, from, seen, to + codes.count());
        }
        return seen;
    }

    Numbers numbers() {
        return numbers;
    }

    /** Slots of which it tells whether they are missing. */
    int[] indicators() {
        return indicators;
    }

    Codes codes() {
        return codes;
    }

    Embedded lookedUp() {
        return embedded;
    }

    /** Adds the nodes from the features input to what a net's first layer takes. */
    public String nodes(OnnxGraph graph, String features) {
        Concatenation seen = new Concatenation(graph);
        if (numbers.count() > 0) {
            seen.add(numbers.nodes(graph, features));
        }
        if (indicators.length > 0) {
            String raw = graph.node("Gather", Map.of("axis", 1L), features, graph.indices(indicators));
            seen.add(graph.asFloat(graph.node("IsNaN", raw)));
        }
        if (codes.count() > 0) {
            seen.add(codes.nodes(graph, features));
        }
        embedded.nodes(graph, features, tables, seen);
        return seen.value();
    }

    static boolean varies(double mean, double deviation) {
        return deviation > NO_SPREAD * Math.abs(mean) && deviation > Float.MIN_NORMAL;
    }
}
