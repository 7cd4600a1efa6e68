package io.millrace.features;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/**
 * Encoded values of one record, in the order of the layout; NaN where a value is missing. Immutable, equal by content.
 */
public final class FloatVector {
    private final float[] values;

    private FloatVector(float[] values) {
        this.values = values;
    }

    public static FloatVector of(float... values) {
        return new FloatVector(values.clone());
    }

    /** The values of a generated Avro record. */
    public static FloatVector of(List<Float> values) {
        float[] copy = new float[values.size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values.get(i);
        }
        return new FloatVector(copy);
    }

    /** Takes the array over: whoever calls must not touch it again. */
    static FloatVector wrap(float[] values) {
        return new FloatVector(values);
    }

    public int length() {
        return values.length;
    }

    public float at(int slot) {
        return values[slot];
    }

    public float[] toArray() {
        return values.clone();
    }

    /** A view of the values, as generated Avro records want them. */
    public List<Float> asList() {
        return new AbstractList<>() {
            @Override
            public Float get(int slot) {
                return values[slot];
            }

            @Override
            public int size() {
                return values.length;
            }
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatVector that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
