package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.Column.Transform;

/**
 * What a vector holds of a clean number: the number itself, its transform, or the bin it falls into, counted from 1. An edge
 * belongs to the bin above it. Immutable.
 */
final class Scale {
    private final Transform transform;
    private final double[] edges;

    Scale(Column column) {
        this.transform = column.transform();
        this.edges = column.bins().stream().mapToDouble(Double::doubleValue).toArray();
    }

    float of(double number) {
        if (edges.length > 0) {
            return 1 + edgesUpTo(number);
        }
        return (float)
                switch (transform) {
                    case NONE -> number;
                    case LOG1P -> StrictMath.log1p(number); // the same bits on every machine
                    case SQRT -> Math.sqrt(number);
                };
    }

    /** By halving; {@link java.util.Arrays#binarySearch} would put -0.0 below an edge at 0. */
    private int edgesUpTo(double number) {
        int from = 0;
        int to = edges.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (edges[middle] <= number) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
