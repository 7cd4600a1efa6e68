package io.millrace.scorer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors that go into one call of one model, in the order they came. What it is made of is used again from batch to batch: nothing
 * is made per vector.
 */
final class MicroBatch {
    private final int most;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Matrices matrices = new Matrices();
    private Arrival spare = new Arrival();
    private ServingModel model;
    private int capacity;
    private int rows;

    /** @param most vectors of one call */
    MicroBatch(int most, ServingModel model) {
        this.most = most;
        begin(model);
    }

    /** Empties it, for vectors of another model. */
    void begin(ServingModel model) {
        this.model = model;
        this.capacity = Matrices.rows(most, model.features());
        this.rows = 0;
        matrices.fit(capacity, model.features(), model.width());
    }

    /** Empties it. */
    void clear() {
        rows = 0;
    }

    ServingModel model() {
        return model;
    }

    /** One that is in no batch, to be filled; the same until it is added. */
    Arrival spare() {
        return spare;
    }

    /** Takes the spare one in. */
    void add() {
        Arrival arrival = spare;
        if (rows == arrivals.size()) {
            arrivals.add(arrival);
            spare = new Arrival();
        } else {
            spare = arrivals.set(rows, arrival);
        }
        if (!model.isPrior()) {
            arrival.vector().copyTo(matrices.vectors(), rows * model.features());
        }
        rows++;
    }

    boolean isFull() {
        return rows == capacity;
    }

    int rows() {
        return rows;
    }

    Arrival arrival(int row) {
        return arrivals.get(row);
    }

    /** Probabilities row after row, in the order of the model's classes; valid until the next call. */
    FloatBuffer score() {
        model.model().scoreInto(matrices.vectors(), rows, matrices.probabilities());
        return matrices.probabilities();
    }

    /** The same of a model on trial: {@link ServingModel#checked}. */
    FloatBuffer checkedScore() {
        return model.checked(matrices, rows);
    }
}
