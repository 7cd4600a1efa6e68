package io.millrace.scorer;

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
    public void scoreInto(float[] matrix, int rows, float[] probabilities) {
        if (closed) {
            throw new IllegalStateException("scored by a closed model");
        }
        calls.add(rows);
        for (int row = 0; row < rows; row++) {
            firstValues.add(matrix[row * features]);
            System.arraycopy(answer, 0, probabilities, row * answer.length, answer.length);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
