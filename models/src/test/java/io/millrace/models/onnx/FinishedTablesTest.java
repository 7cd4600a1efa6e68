package io.millrace.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinishedTablesTest {
    private static final int ROWS = 1_000;
    private static final int TOWNS = 60;
    private static final float UNKNOWN = 1e9f;
    private static final Embedding BY_RULE = new Embedding(20, 0);

    /** A number, a town and a colour, and the record before: number, town, colour, how long ago. */
    private static final VectorLayout LAYOUT = new VectorLayout(List.of(
            new Slot("x", 0),
            new Slot("town", TOWNS + 1),
            new Slot("colour", 4),
            new Slot("x.back.1", 0, 1),
            new Slot("town.back.1", TOWNS + 1, 1),
            new Slot("colour.back.1", 4, 1),
            new Slot("back.1", 0, 1)));

    private final SplittableRandom random = new SplittableRandom(9);
    private final float[] then = vectors(1, 40, 0, 1);

    @Test
    void shouldReadTablesBack() {
        Preprocessing before = own(then);
        byte[] onnx = NetGraph.build(before, layers(before.width(), 3), 1.5f, Map.of());

        FinishedNet net = FinishedNet.read(onnx).orElseThrow();

        assertThat(net.preprocessing().embedded()).singleElement().satisfies(town -> {
            assertThat(town.rows()).isEqualTo(42);
            assertThat(town.length()).isEqualTo(13);
        });
        assertThat(NetGraph.build(net.preprocessing(), net.layers(), 1.5f, Map.of()))
                .isEqualTo(onnx);
    }

    /** Of fewer towns than then, of as many others and of more than the rule has rows of that length for. */
    @ParameterizedTest
    @CsvSource({"25, 0", "40, 0", "40, 20", "60, 0"})
    void shouldAnswerTheSameOfCodesThatBothKnow(int towns, int from) {
        Preprocessing before = own(then);
        byte[] onnx = NetGraph.build(before, layers(before.width(), 3), Map.of());
        FinishedNet net = FinishedNet.read(onnx).orElseThrow();
        Preprocessing fitted = Preprocessing.fit(LAYOUT, vectors(2, towns, from, 3), ROWS, BY_RULE);

        Preprocessing now = fitted.asLongAs(net.preprocessing());

        byte[] begun = NetGraph.build(now.with(now.tablesOf(net.preprocessing())), net.layersFor(now), Map.of());
        assertThat(now.embedded().get(0).length()).isEqualTo(13);
        assertSame(onnx, begun, towns, from);
    }

    @ParameterizedTest
    @CsvSource({"25, 0", "40, 20", "60, 0"})
    void shouldComeToTheSameStateOfASequence(int towns, int from) {
        Preprocessing before = own(then);
        Steps stepsBefore = Steps.fit(LAYOUT, then, ROWS, BY_RULE);
        Steps learnt = stepsBefore.with(tables(stepsBefore.each()));
        int width = learnt.each().width();
        Lstm lstm = new Lstm(numbers(16 * width), numbers(16 * 4), numbers(16));
        SequenceNet whole = new SequenceNet(before, learnt, lstm, layers(before.width() + 4, 3));
        byte[] onnx = SequenceGraph.build(whole, 1, Map.of());
        FinishedNet net = FinishedNet.read(onnx).orElseThrow();
        float[] matrix = vectors(2, towns, from, 3);
        FinishedNet.Sequence sequence = net.sequence().orElseThrow();

        Preprocessing now = Preprocessing.fit(LAYOUT, matrix, ROWS, BY_RULE).asLongAs(net.preprocessing());
        Steps steps = Steps.fit(LAYOUT, matrix, ROWS, BY_RULE).asLongAs(sequence.each());

        assertThat(SequenceGraph.build(
                        new SequenceNet(
                                net.preprocessing(),
                                stepsBefore.with(tablesIn(sequence)),
                                sequence.lstmFor(sequence.each()),
                                net.layers()),
                        1,
                        Map.of()))
                .isEqualTo(onnx);
        SequenceNet begun = new SequenceNet(
                now.with(now.tablesOf(net.preprocessing())),
                steps.with(steps.each().tablesOf(sequence.each())),
                sequence.lstmFor(steps.each()),
                net.layersFor(now));
        assertSame(onnx, SequenceGraph.build(begun, 1, Map.of()), towns, from);
    }

    @Test
    void shouldTellWhatOnlyOneOfThemLooksUp() {
        Preprocessing before = own(then);
        Preprocessing plain = Preprocessing.fit(LAYOUT, then, ROWS);

        assertThat(before.lookedUpOnce(own(vectors(2, 25, 0, 1)))).isEmpty();
        assertThat(before.lookedUpOnce(plain)).hasValue(1);
        assertThat(plain.lookedUpOnce(before)).hasValue(1);
        assertThat(before.looksUp(1)).isTrue();
        assertThat(plain.looksUp(1)).isFalse();
    }

    /** As an own table takes it over. */
    private static List<float[]> tablesIn(FinishedNet.Sequence sequence) {
        return sequence.each().tablesOf(sequence.each());
    }

    /** What only the one before knows is unseen now; all else is what it was. */
    private static void assertSame(byte[] before, byte[] now, int towns, int from) {
        float[] matrix = vectors(3, TOWNS, 0, 1.5);
        for (int row = 0; row < ROWS; row += 7) {
            matrix[row * LAYOUT.length() + 1] = row % 2 == 0 ? Float.NaN : TOWNS + 5;
        }
        float[] known = matrix.clone();
        int unseen = 0;
        for (int at = 1; at < known.length; at += at % LAYOUT.length() == 1 ? 3 : 4) {
            boolean isNow = known[at] > from && known[at] <= from + towns;
            if (known[at] > 0 && !isNow) {
                known[at] = UNKNOWN;
                unseen++;
            }
        }
        assertThat(unseen).isPositive();
        try (OnnxModel a = new OnnxModel(before);
                OnnxModel b = new OnnxModel(now)) {
            assertThat(b.probabilities(matrix, ROWS)).containsExactly(a.probabilities(known, ROWS), within(1e-4f));
        }
    }

    private Preprocessing own(float[] matrix) {
        Preprocessing fitted = Preprocessing.fit(LAYOUT, matrix, ROWS, BY_RULE);
        return fitted.with(tables(fitted));
    }

    private List<float[]> tables(Preprocessing of) {
        return of.embedded().stream()
                .map(column -> {
                    float[] table = numbers(column.rows() * column.length());
                    Arrays.fill(table, 0, column.length(), 0);
                    return table;
                })
                .toList();
    }

    /** Towns from {@code from + 1} on, sometimes none; numbers around a multiple of the spread. */
    private static float[] vectors(long seed, int towns, int from, double spread) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] matrix = new float[ROWS * LAYOUT.length()];
        int at = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int back = 0; back < 2; back++) {
                matrix[at++] = (float) (spread * (1 + random.nextDouble()));
                matrix[at++] = random.nextInt(20) == 0 ? Float.NaN : from + 1 + random.nextInt(towns);
                matrix[at++] = 1 + random.nextInt(3);
            }
            matrix[at++] = (float) (spread * random.nextDouble());
            if (random.nextInt(10) == 0) { // the first record of its entity
                Arrays.fill(matrix, at - 4, at, Float.NaN);
            }
        }
        return matrix;
    }

    private List<Dense> layers(int inputs, int outputs) {
        return List.of(new Dense(numbers(8 * inputs), numbers(8)), new Dense(numbers(8 * outputs), numbers(outputs)));
    }

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian() / 2;
        }
        return numbers;
    }
}
