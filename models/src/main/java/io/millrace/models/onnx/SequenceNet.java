package io.millrace.models.onnx;

import java.util.List;

/**
 * A net that reads the latest records of an entity, as it was learnt.
 *
 * @param own the way from a vector to what the first dense layer sees of its own record
 * @param steps the way from a vector to what the LSTM sees
 * @param layers take the own record, and behind it the last state
 */
public record SequenceNet(Preprocessing own, Steps steps, Lstm lstm, List<Dense> layers) {
    public SequenceNet {
        layers = List.copyOf(layers);
        if (lstm.inputs() != steps.each().width()) {
            throw new IllegalArgumentException("the LSTM takes %d inputs, but gets %d"
                    .formatted(lstm.inputs(), steps.each().width()));
        }
    }
}
