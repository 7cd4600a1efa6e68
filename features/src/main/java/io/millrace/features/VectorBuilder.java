package io.millrace.features;

import java.util.OptionalLong;

/**
 * The vector of one record while it is being filled, column by column, until it is whole or refused. For one thread.
 */
final class VectorBuilder {
    private final float[] values;
    private final Knowledge knowledge;
    private final CleanValues clean;
    private final String eventTimeColumn;
    private int next;
    private int missing;
    private int unseen;
    private OptionalLong eventTime = OptionalLong.empty();
    private Refused refusal;

    /** @param eventTimeColumn the encoded column whose time is the record's; empty where there is none */
    VectorBuilder(int length, Knowledge knowledge, CleanValues clean, String eventTimeColumn) {
        this.values = new float[length];
        this.knowledge = knowledge;
        this.clean = clean;
        this.eventTimeColumn = eventTimeColumn;
    }

    /** What may be asked of the rest of the stream. */
    Knowledge knowledge() {
        return knowledge;
    }

    /** To be told what a column means, before it is encoded. */
    CleanValues clean() {
        return clean;
    }

    /** A timestamp column's clean value. */
    void time(String column, long millis) {
        clean.time(column, millis);
        if (column.equals(eventTimeColumn)) {
            eventTime = OptionalLong.of(millis);
        }
    }

    /** What the event time column said, where it is encoded and has a value. */
    OptionalLong eventTime() {
        return eventTime;
    }

    void put(float value) {
        values[next++] = value;
    }

    /** The column has no value: its slots stay open for the model to impute. */
    void putMissing(String column, int slots) {
        clean.missing(column);
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
