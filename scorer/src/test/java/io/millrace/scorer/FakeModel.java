package io.millrace.scorer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A model that answers every vector alike and remembers how it was used. */
class FakeModel implements ScoringModel {
    final List<Integer> calls = new ArrayList<>();
    final List<Float> firstValues = new ArrayList<>();
    boolean closed;
    private final float[] answer;
    private final int features;

    FakeModel(int features, float... answer) {
        this.features = features;
        this.answer = answer;
    }

    @Override
    public void scoreInto(FloatBuffer vectors, int rows, FloatBuffer probabilities) {
        if (closed) {
            throw new IllegalStateException("scored by a closed model");
        }
        calls.add(rows);
        for (int row = 0; row < rows; row++) {
            firstValues.add(vectors.get(row * features));
            probabilities.put(row * answer.length, answer);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
