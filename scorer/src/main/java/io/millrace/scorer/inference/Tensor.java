package io.millrace.scorer.inference;

import io.millrace.runtime.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One input of a request.
 *
 * @param shape rows first
 * @param values row after row: numbers, texts, truths, or null where a value is missing
 */
record Tensor(String name, Datatype datatype, List<Integer> shape, List<Object> values) {
    /** What the values of a tensor are. */
    enum Datatype {
        BOOL,
        INT8,
        INT16,
        INT32,
        INT64,
        UINT8,
        UINT16,
        UINT32,
        UINT64,
        FP16,
        FP32,
        FP64,
        BYTES;

        boolean takes(Object value) {
            return switch (this) {
                case BOOL -> value instanceof Boolean;
                case BYTES -> value instanceof String;
                case FP16, FP32, FP64 -> value instanceof Number;
                default -> value instanceof Integer || value instanceof Long;
            };
        }
    }

    Tensor {
        shape = List.copyOf(shape);
        values = Collections.unmodifiableList(new ArrayList<>(values)); // which may hold nulls
        if (shape.isEmpty() || shape.size() > 2) {
            throw refused(name, "has the shape " + shape + ": send [rows], or [rows, values]");
        }
        long size = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        if (shape.get(0) < 1 || size != values.size()) {
            throw refused(name, "has the shape " + shape + " and " + values.size() + " values");
        }
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) != null && !datatype.takes(values.get(i))) {
                throw refused(name, "has at place " + i + " of its data what is no " + datatype);
            }
        }
    }

    static Refusal refused(String name, String why) {
        return new Refusal(400, "input " + name + " " + why);
    }

    int rows() {
        return shape.get(0);
    }

    /** Values of a row. */
    int width() {
        return shape.size() == 1 ? 1 : shape.get(1);
    }

    Object at(int row, int place) {
        return values.get(row * width() + place);
    }
}
