package io.millrace.schemas.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What stands where in a pipeline's feature vector. Encoders write by it, trainers read by it.
 *
 * @param slots one per vector position, in order; those of earlier records last
 */
public record VectorLayout(List<Slot> slots) {

    /**
     * One position of the vector.
     *
     * @param name column name, with {@code .hour} and the like behind it where a column takes several slots
     * @param codes 0 for a number; else the value is a code from 0 (unknown) to codes - 1. Missing is NaN for both.
     * @param back how many records of the entity before the vector's own it is of; 0 for its own
     */
    public record Slot(String name, int codes, int back) {
        /** Of the vector's own record. */
        public Slot(String name, int codes) {
            this(name, codes, 0);
        }

        public boolean categorical() {
            return codes > 0;
        }

        /** Whether it is of the vector's own record, as what history.features take from the past is too. */
        public boolean own() {
            return back == 0;
        }

        private Slot back(int records) {
            return new Slot(name + "." + BACK + "." + records, codes, records);
        }
    }

    /** What the slots of earlier records have in their names, before how many records back it is. */
    public static final String BACK = "back";

    public VectorLayout {
        slots = List.copyOf(slots);
    }

    public static VectorLayout of(PipelineDefinition pipeline) {
        List<Slot> slots = new ArrayList<>();
        pipeline.encodedColumns().forEach(column -> slots(column).forEach(slots::add));
        List<Slot> columns = List.copyOf(slots);
        pipeline.history().features().forEach(feature -> slots.add(slot(feature, pipeline)));
        for (int back = 1; back <= pipeline.history().earlier(); back++) {
            int records = back;
            columns.forEach(column -> slots.add(column.back(records)));
            slots.add(new Slot(BACK + "." + back, 0, back));
        }
        return new VectorLayout(slots);
    }

    /** How many slots of a pipeline's vectors are of its columns, the first ones. */
    public static int columns(PipelineDefinition pipeline) {
        return columns(pipeline.columns());
    }

    static int columns(List<Column> columns) {
        return (int) columns.stream()
                .filter(Column::encoded)
                .flatMap(VectorLayout::slots)
                .count();
    }

    /** Length of a vector. */
    public int length() {
        return slots.size();
    }

    /** How many earlier records a vector shows, at most. */
    public int earlier() {
        return slots.isEmpty() ? 0 : slots.get(slots.size() - 1).back();
    }

    /** How many slots, the first ones, are of the vector's own record. */
    public int own() {
        return (int) slots.stream().filter(Slot::own).count();
    }

    /** The same to models that see earlier records as so many more inputs of the own one. */
    public VectorLayout flat() {
        return earlier() == 0
                ? this
                : new VectorLayout(slots.stream()
                        .map(slot -> new Slot(slot.name(), slot.codes()))
                        .toList());
    }

    /** What models see that do not look at earlier records one by one: the first slots. */
    public VectorLayout ofOwn() {
        return earlier() == 0 ? this : new VectorLayout(slots.subList(0, own()));
    }

    /** The past stands behind the columns. A class that is not known is missing, so its codes begin at 1. */
    private static Slot slot(HistoryFeature feature, PipelineDefinition pipeline) {
        boolean code = feature.take() == HistoryFeature.Take.LAST_LABEL
                && !pipeline.label().isNumber();
        return new Slot(feature.name(), code ? 1 + pipeline.label().classes().size() : 0);
    }

    /** Behind the value stands whether something stands in for it, then whether it is an outlier. */
    private static Stream<Slot> slots(Column column) {
        Stream<Slot> indicators = Stream.of(
                        column.missing().imputes() ? ".missing" : "",
                        column.outliers().flags() ? ".outlier" : "")
                .filter(suffix -> !suffix.isEmpty())
                .map(suffix -> new Slot(column.name() + suffix, 0));
        return Stream.concat(values(column), indicators);
    }

    private static Stream<Slot> values(Column column) {
        return switch (column.type()) {
            case NUMERIC -> Stream.of(new Slot(column.name(), binCodes(column)));
            case BOOLEAN -> Stream.of(new Slot(column.name(), 0));
            case CATEGORICAL -> Stream.of(new Slot(column.name(), 1 + column.categories()));
            case TIMESTAMP -> column.parts().stream().flatMap(part -> slots(column, part));
            case TEXT -> texts(column);
            case IGNORED -> Stream.empty();
        };
    }

    private static Stream<Slot> slots(Column column, Column.Part part) {
        String name = column.name() + "." + Scalars.spelled(part);
        return column.cyclical()
                ? Stream.of(new Slot(name + ".sin", 0), new Slot(name + ".cos", 0))
                : Stream.of(new Slot(name, 0));
    }

    /** Counts by bucket, or codes by place, both from 0. */
    private static Stream<Slot> texts(Column column) {
        return column.encoding() == Column.Encoding.TOKENS
                ? IntStream.range(0, column.tokens())
                        .mapToObj(place -> new Slot(column.name() + ".token." + place, 1 + column.buckets()))
                : IntStream.range(0, column.buckets())
                        .mapToObj(bucket -> new Slot(column.name() + ".bucket." + bucket, 0));
    }

    /** n edges part n + 1 bins, coded from 1. */
    private static int binCodes(Column column) {
        return column.bins().isEmpty() ? 0 : column.bins().size() + 2;
    }
}
