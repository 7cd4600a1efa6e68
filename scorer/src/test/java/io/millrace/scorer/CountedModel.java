package io.millrace.scorer;

import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A model of a number that are open: one fewer once it is closed. */
record CountedModel(ScoringModel model, AtomicInteger open) implements ScoringModel {
    @Override
    public void scoreInto(FloatBuffer vectors, int rows, FloatBuffer probabilities) {
        model.scoreInto(vectors, rows, probabilities);
    }

    @Override
    public void close() {
        model.close();
        open.decrementAndGet();
    }
}
