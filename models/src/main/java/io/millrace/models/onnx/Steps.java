package io.millrace.models.onnx;

import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The way from an encoded vector that shows earlier records to the steps of a sequence, the vector's own record first and then back: each is the
 * slots of the columns and how long before it was, which of the own record is 0, preprocessed alike in every step and fitted on all steps there are.
 * Applied to matrices for training and written into the ONNX graph for serving. Immutable.
 *
 * <p>A vector has as many steps as it has earlier records, and one: what is behind them is padding, which nobody is to look at.
 */
public final class Steps {
    private final int features;
    private final int count;
    private final int columns;
    private final int[] slots;
    private final int[] ages;
    private final Preprocessing step;

    private Steps(VectorLayout layout, Preprocessing step) {
        this.features = layout.length();
        this.count = 1 + layout.earlier();
        this.columns = columns(layout);
        this.slots = slots(layout, columns);
        this.ages = new int[count - 1];
        for (int back = 1; back < count; back++) {
            ages[back - 1] = slots[(back + 1) * (columns + 1) - 1];
        }
        this.step = step;
    }

    private Steps(Steps other, Preprocessing step) {
        this.features = other.features;
        this.count = other.count;
        this.columns = other.columns;
        this.slots = other.slots;
        this.ages = other.ages;
        this.step = step;
    }

    /**
     * @param layout of vectors that show earlier records
     * @param matrix encoded vectors, row after row, NaN where missing
     * @param rows how many of them, from the first, to fit on
     */
    public static Steps fit(VectorLayout layout, float[] matrix, int rows, Embedding embedding) {
        if (layout.earlier() == 0) {
            throw new IllegalArgumentException("these vectors show no earlier records");
        }
        Steps steps = new Steps(layout, null);
        float[] there = steps.there(matrix, rows);
        VectorLayout ofStep = steps.layout(layout);
        return new Steps(steps, Preprocessing.fit(ofStep, there, there.length / ofStep.length(), embedding));
    }

    /** The same with the tables that were learnt. */
    public Steps with(List<float[]> tables) {
        return new Steps(this, step.with(tables));
    }

    /** The same, the rows of its tables as long as those of another are of the same slots. */
    public Steps asLongAs(Preprocessing each) {
        return new Steps(this, step.asLongAs(each));
    }

    /** How many there are at most, the own record's among them. */
    public int count() {
        return count;
    }

    /** What a net sees of one step. */
    public Preprocessing each() {
        return step;
    }

    /** What a net sees of each row's steps, step after step; zeros where there is none. */
    public float[] apply(float[] matrix, int rows) {
        float[] seen = step.apply(gathered(matrix, rows), rows * count);
        int width = step.inputs();
        for (int row = 0; row < rows; row++) {
            int first = (row * count + length(matrix, row)) * width;
            Arrays.fill(seen, first, (row + 1) * count * width, 0);
        }
        return seen;
    }

    /** How many steps a row has, from 1. */
    public int length(float[] matrix, int row) {
        int length = 1;
        for (int age : ages) {
            length += Float.isNaN(matrix[row * features + age]) ? 0 : 1;
        }
        return length;
    }

    /** Adds the nodes from the features input to the last state of an LSTM, [N, units]. */
    String nodes(OnnxGraph graph, String features, Lstm lstm) {
        String all = graph.node("Gather", Map.of("axis", 1L), withZero(graph, features), graph.indices(slots));
        String rows = reshaped(graph, all, columns + 1);
        String seen =
                graph.node("Reshape", step.nodes(graph, rows), graph.indices(new int[] {-1, count, step.width()}));
        String steps = graph.transposed(seen, 1, 0, 2);
        return lstm.nodes(graph, steps, lengths(graph, features));
    }

    /** The own record has no slot that says how long before it was: a column behind all others is it. */
    private static String withZero(OnnxGraph graph, String features) {
        String first = graph.node("Gather", Map.of("axis", 1L), features, graph.indices(new int[] {0}));
        String zero = graph.node("Mul", graph.asFloat(graph.node("IsNaN", first)), graph.scalar(0));
        return graph.node("Concat", Map.of("axis", 1L), features, zero);
    }

    private static String reshaped(OnnxGraph graph, String matrix, int width) {
        return graph.node("Reshape", matrix, graph.indices(new int[] {-1, width}));
    }

    private String lengths(OnnxGraph graph, String features) {
        String all = graph.node("Gather", Map.of("axis", 1L), features, graph.indices(ages));
        String there = graph.asFloat(graph.node("Not", graph.node("IsNaN", all)));
        String earlier = graph.node("ReduceSum", Map.of("keepdims", 0L), there, graph.indices(new int[] {1}));
        return graph.asLengths(graph.node("Add", earlier, graph.scalar(1)));
    }

    private VectorLayout layout(VectorLayout vectors) {
        List<Slot> each = new ArrayList<>(vectors.slots().subList(0, columns));
        each.add(new Slot(VectorLayout.BACK, 0));
        return new VectorLayout(each);
    }

    /** Rows of those steps that there are. */
    private float[] there(float[] matrix, int rows) {
        float[] all = gathered(matrix, rows);
        int width = columns + 1;
        int to = 0;
        for (int row = 0; row < rows; row++) {
            int length = length(matrix, row) * width;
            System.arraycopy(all, row * count * width, all, to, length);
            to += length;
        }
        return Arrays.copyOf(all, to);
    }

    private float[] gathered(float[] matrix, int rows) {
        float[] gathered = new float[Math.multiplyExact(rows, slots.length)];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < slots.length; i++) {
                gathered[row * slots.length + i] = slots[i] == features ? 0 : matrix[row * features + slots[i]];
            }
        }
        return gathered;
    }

    /** Of each step those of its columns and how long before it was; of the own record the one behind the vector. */
    private static int[] slots(VectorLayout layout, int columns) {
        Slots slots = new Slots();
        for (int column = 0; column < columns; column++) {
            slots.add(column);
        }
        slots.add(layout.length());
        for (int slot = layout.own(); slot < layout.length(); slot++) {
            slots.add(slot);
        }
        return slots.toArray();
    }

    private static int columns(VectorLayout layout) {
        return (layout.length() - layout.own()) / layout.earlier() - 1;
    }
}
