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
    private int outliers;
    private OptionalLong eventTime = OptionalLong.empty();
    private Refused refusal;

    /** @param eventTimeColumn the encoded column whose time is the record's; empty where there is none */
    VectorBuilder(int length, Knowledge knowledge, CleanValues clean, String eventTimeColumn) {
        this.values = new float[length];
        this.knowledge = knowledge;
        this.clean = clean;
        this.eventTimeColumn = eventTimeColumn;
    }

    /** Of the one slot of a value that stands in for a missing one: nobody hears of it, and it is no outlier. */
    static VectorBuilder ofStandIn(Knowledge knowledge) {
        return new VectorBuilder(1, knowledge::code, CleanValues.UNHEARD, "");
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

    /** The column has no value: its slots stay open, for what stands in, or for the model to impute. */
    void putMissing(String column, int slots) {
        clean.missing(column);
        missing++;
        for (int i = 0; i < slots; i++) {
            put(Float.NaN);
        }
    }

    void replaceLast(float value) {
        values[next - 1] = value;
    }

    /** The value of a vector of one slot. */
    float only() {
        return isRefused() ? Float.NaN : values[0];
    }

    Figures figures(String column) {
        return knowledge.figures(column);
    }

    int missing() {
        return missing;
    }

    void countUnseen() {
        unseen++;
    }

    void countOutlier() {
        outliers++;
    }

    int outliers() {
        return outliers;
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
        return new Encoded(FloatVector.wrap(values), missing, unseen, outliers, eventTimeMillis);
    }
}
