package io.millrace.models.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * A layer that reads a sequence step by step and keeps a state (Hochreiter &amp; Schmidhuber 1997, Long Short-Term Memory, with the forget gate of Gers,
 * Schmidhuber &amp; Cummins 2000): z = W x + R h + b in four parts of as many units, i, f, g and o; then c = σ(f) c + σ(i) tanh(g) and
 * h = σ(o) tanh(c). Immutable.
 */
public final class Lstm {
    private static final int GATES = 4;

    /** ONNX has the gates in the order i, o, f, g. */
    private static final int[] ONNX_ORDER = {0, 3, 1, 2};

    private final int units;
    private final float[] ofInputs;
    private final float[] ofState;
    private final float[] biases;

    /**
     * @param ofInputs W, [4 units, inputs], row after row
     * @param ofState R, [4 units, units]
     * @param biases b, [4 units]
     */
    public Lstm(float[] ofInputs, float[] ofState, float[] biases) {
        this.units = biases.length / GATES;
        if (units == 0
                || biases.length != GATES * units
                || ofState.length != biases.length * units
                || ofInputs.length == 0
                || ofInputs.length % biases.length != 0) {
            throw new IllegalArgumentException("weights of %d inputs and %d of the state do not fit %d biases"
                    .formatted(ofInputs.length, ofState.length, biases.length));
        }
        this.ofInputs = ofInputs.clone();
        this.ofState = ofState.clone();
        this.biases = biases.clone();
    }

    /**
     * As {@link #nodes} wrote it.
     *
     * @param biases of inputs, and behind them as many of the state
     */
    static Lstm inFile(float[] ofInputs, float[] ofState, float[] biases) {
        int rows = biases.length / 2;
        return new Lstm(
                inOwnOrder(ofInputs, rows), inOwnOrder(ofState, rows), inOwnOrder(Arrays.copyOf(biases, rows), rows));
    }

    private static float[] inOwnOrder(float[] rows, int count) {
        float[] ordered = new float[rows.length];
        int gate = rows.length / count * (count / GATES);
        for (int from = 0; from < GATES; from++) {
            System.arraycopy(rows, from * gate, ordered, ONNX_ORDER[from] * gate, gate);
        }
        return ordered;
    }

    /** The one that does the same with what another preprocessing makes of steps. */
    Lstm under(Preprocessing now, Preprocessing before) {
        Dense inputs = new FirstLayer(new Dense(ofInputs, biases), before).under(now);
        return new Lstm(inputs.weights(), ofState, inputs.biases());
    }

    public int units() {
        return units;
    }

    /** W; a copy. */
    public float[] ofInputs() {
        return ofInputs.clone();
    }

    /** R; a copy. */
    public float[] ofState() {
        return ofState.clone();
    }

    /** b; a copy. */
    public float[] biases() {
        return biases.clone();
    }

    int inputs() {
        return ofInputs.length / biases.length;
    }

    /**
     * The nodes to its last state, [N, units].
     *
     * @param steps [steps, N, inputs], the last step first
     * @param lengths [N], steps that there are
     */
    String nodes(OnnxGraph graph, String steps, String lengths) {
        float[] both = new float[2 * biases.length]; // ONNX adds one bias with the inputs and one with the state
        System.arraycopy(inOnnxOrder(biases, 1), 0, both, 0, biases.length);
        List<String> weights = List.of(
                graph.floats(inOnnxOrder(ofInputs, inputs()), 1, biases.length, inputs()),
                graph.floats(inOnnxOrder(ofState, units), 1, biases.length, units),
                graph.floats(both, 1, both.length));
        String state = graph.lastState(steps, weights, lengths, units);
        return graph.node("Gather", state, graph.index(0));
    }

    private float[] inOnnxOrder(float[] rows, int width) {
        float[] ordered = new float[rows.length];
        int gate = units * width;
        for (int to = 0; to < GATES; to++) {
            System.arraycopy(rows, ONNX_ORDER[to] * gate, ordered, to * gate, gate);
        }
        return ordered;
    }
}
