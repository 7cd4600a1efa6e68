package io.millrace.scorer;

import java.nio.FloatBuffer;

/** Which class a model's answer names. */
final class Likeliest {
    /** The answer is none. */
    static final int NONE = -1;

    private Likeliest() {}

    /** The first of the most probable of a row's classes; {@link #NONE} where a probability is not a number or infinite. */
    static int of(FloatBuffer probabilities, int from, int classes) {
        int best = 0;
        for (int i = 0; i < classes; i++) {
            float share = probabilities.get(from + i);
            if (!Float.isFinite(share)) {
                return NONE;
            }
            best = share > probabilities.get(from + best) ? i : best;
        }
        return best;
    }
}
