package io.millrace.learners;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;

/** What was known of vectors when they were asked for, until they are learned. Where too many wait, the oldest goes. */
final class Waiting {
    private final int most;
    private final Queue<Asked> asked = new ArrayDeque<>();

    private record Asked(float[] values, double[] known) {}

    /** @param most vectors that wait, at least 1 */
    Waiting(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("waiting must be at least 1, not " + most);
        }
        this.most = most;
    }

    /** @param known is kept, the vector is copied */
    void add(float[] values, double[] known) {
        if (asked.size() == most) {
            asked.remove();
        }
        asked.add(new Asked(values.clone(), known));
    }

    /** What was known of this vector when it was first asked for; it waits no more. */
    Optional<double[]> take(float[] values) {
        for (Iterator<Asked> all = asked.iterator(); all.hasNext(); ) {
            Asked one = all.next();
            if (Arrays.equals(one.values, values)) {
                all.remove();
                return Optional.of(one.known);
            }
        }
        return Optional.empty();
    }

    void keep(State state) {
        Asked[] before = asked.toArray(new Asked[0]);
        asked.clear();
        int count = state.whole(before.length);
        for (int i = 0; i < count; i++) {
            Asked one = i < before.length ? before[i] : new Asked(new float[0], new double[0]);
            asked.add(new Asked(state.reals(one.values), state.reals(one.known)));
        }
    }
}
