package io.millrace.features;

import java.util.OptionalLong;

/**
 * The vector of one record while it is being filled, column by column, until it is whole or refused. For one thread.
 */
final class VectorBuilder {
    private final float[] values;
    private final Knowledge knowledge;
    private final CleanValues clean;
    private int next;
    private int missing;
    private int unseen;
    private Refused refusal;

    VectorBuilder(int length, Knowledge knowledge, CleanValues clean) {
        this.values = new float[length];
        this.knowledge = knowledge;
        this.clean = clean;
    }

    /** What may be asked of the rest of the stream. */
    Knowledge knowledge() {
        return knowledge;
    }

    /** To be told what a column means, before it is encoded. */
    CleanValues clean() {
        return clean;
    }

    void put(float value) {
        values[next++] = value;
    }

    /** The column has no value: its slots stay open for the model to impute. */
    void putMissing(int slots) {
        missing++;
        for (int i = 0; i < slots; i++) {
            put(Float.NaN);
        }
    }

    void countUnseen() {
        unseen++;
    }

    void refuse(Reason reason, String column, String message) {
        refusal = new Refused(reason, column, message);
    }

    boolean isRefused() {
        return refusal != null;
    }

    Refused refusal() {
        return refusal;
    }

    Encoded finish(OptionalLong eventTimeMillis) {
        return new Encoded(FloatVector.wrap(values), missing, unseen, eventTimeMillis);
    }
}
