package io.millrace.schemas.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands where in a pipeline's feature vector. Encoders write by it, trainers read by it.
 *
 * @param slots one per vector position, in order
 */
public record VectorLayout(List<Slot> slots) {

    /**
     * One position of the vector.
     *
     * @param name column name, with {@code .hour} and the like behind it where a column takes several slots
     * @param codes 0 for a number; else the value is a code from 0 (unknown) to codes - 1. Missing is NaN for both.
     */
    public record Slot(String name, int codes) {
        public boolean categorical() {
            return codes > 0;
        }
    }

    public VectorLayout {
        slots = List.copyOf(slots);
    }

    public static VectorLayout of(PipelineDefinition pipeline) {
        List<Slot> slots = new ArrayList<>();
        pipeline.encodedColumns().forEach(column -> slots(column).forEach(slots::add));
        return new VectorLayout(slots);
    }

    /** Length of a vector. */
    public int length() {
        return slots.size();
    }

    private static Stream<Slot> slots(Column column) {
        return switch (column.type()) {
            case NUMERIC, BOOLEAN -> Stream.of(new Slot(column.name(), 0));
            case CATEGORICAL -> Stream.of(new Slot(column.name(), 1 + column.categories()));
            case TIMESTAMP ->
                Stream.of("hour", "weekday", "yearday").map(part -> new Slot(column.name() + "." + part, 0));
            case IGNORED -> Stream.empty();
        };
    }
}
