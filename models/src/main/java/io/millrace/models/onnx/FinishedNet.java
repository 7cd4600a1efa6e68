package io.millrace.models.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A net as its ONNX file has it, to begin another from.
 *
 * @param preprocessing what it makes of vectors, with the tables that it looks categories up in
 * @param sequence what it makes of the steps of a sequence; empty where it reads none
 * @param layers from the first, which takes what preprocessing makes and behind it the state of a sequence, to the last
 * @param scale of the number that it answers; empty where it answers probabilities
 */
public record FinishedNet(
        Preprocessing preprocessing, Optional<Sequence> sequence, List<Dense> layers, Optional<Scale> scale) {
    /**
     * How it reads the steps of a sequence.
     *
     * @param each what it makes of one, with the tables that it looks categories up in
     */
    public record Sequence(Preprocessing each, Lstm lstm) {
        /** The LSTM that comes to the same state where steps are preprocessed otherwise. */
        public Lstm lstmFor(Preprocessing now) {
            return lstm.under(now, each);
        }
    }

    public FinishedNet {
        layers = List.copyOf(layers);
    }

    /** Out of a file that {@link NetGraph} or {@link SequenceGraph} wrote, whatever calibrates it; empty where it is of another kind. */
    public static Optional<FinishedNet> read(byte[] onnx) {
        return NetReader.read(onnx);
    }

    /** Units of each layer, the last one's included. */
    public List<Integer> units() {
        return layers.stream().map(Dense::units).toList();
    }

    /**
     * The layers with which a net answers as this one does where vectors are preprocessed otherwise: weights of numbers go with their mean and deviation, others with the slot and code they belong to. What this net did not
     * see weighs nothing yet, and what is no longer seen is left out; a missing number is the mean of now. What is looked up must be the same slots, in rows as long.
     */
    public List<Dense> layersFor(Preprocessing now) {
        List<Dense> same = new ArrayList<>(layers);
        same.set(0, new FirstLayer(layers.get(0), preprocessing).under(now));
        return same;
    }

    /** The same of a net that answers a number, on another scale. */
    public List<Dense> layersFor(Preprocessing now, Scale scaleNow) {
        Scale before = scale.orElseThrow();
        List<Dense> same = layersFor(now);
        Dense last = same.get(same.size() - 1);
        float[] weights = last.weights();
        float[] biases = last.biases();
        double share = (double) before.deviation() / scaleNow.deviation();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= share;
        }
        for (int i = 0; i < biases.length; i++) {
            biases[i] = (float) (biases[i] * share + ((double) before.mean() - scaleNow.mean()) / scaleNow.deviation());
        }
        same.set(same.size() - 1, new Dense(weights, biases));
        return same;
    }
}
