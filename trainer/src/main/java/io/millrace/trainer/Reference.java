package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.ReferenceSeries;
import io.millrace.schemas.WatchedColumn;
import io.millrace.schemas.WatchedSeries;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.statistics.drift.ColumnFamily;
import io.millrace.statistics.drift.ReferenceColumn;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.candidates.NumberEvaluation;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Counts what the drift monitor holds live data against while a version serves, and calibrates when a window of it counts as drifted. Features
 * and labels are those of the whole window, predictions those of the held-out part, which the model has not learnt from. The same window gives the same reference.
 */
final class Reference {
    /** Rows that calibration draws from, at most, the latest. */
    private static final int MOST_ROWS = 20_000;

    /** Code of a category outside its vocabulary. */
    private static final String UNKNOWN_CODE = "0";

    private final PipelineDefinition pipeline;

    Reference(PipelineDefinition pipeline) {
        this.pipeline = pipeline;
    }

    /** A column of a series: how values are told apart, and the kind of each row's value. */
    private record Counted(String name, ReferenceColumn column, byte[] kinds) {
        static Counted ofNumbers(String name, int rows, IntToDoubleFunction number) {
            double[] numbers = IntStream.range(0, rows).mapToDouble(number).toArray();
            ReferenceColumn column = ReferenceColumn.ofNumbers(numbers);
            return new Counted(name, column, kinds(rows, row -> column.kind(numbers[row])));
        }

        /** Codes outside the vocabulary are told apart, though none may have come yet. */
        static Counted ofCodes(String name, int rows, IntFunction<String> code) {
            return ofCategories(name, rows, code, Set.of(UNKNOWN_CODE));
        }

        static Counted ofCategories(String name, int rows, IntFunction<String> category) {
            return ofCategories(name, rows, category, Set.of());
        }

        private static Counted ofCategories(String name, int rows, IntFunction<String> category, Set<String> always) {
            List<String> categories =
                    IntStream.range(0, rows).mapToObj(category).toList();
            ReferenceColumn column = ReferenceColumn.ofCategories(categories, always);
            return new Counted(name, column, kinds(rows, row -> column.kind(categories.get(row))));
        }

        private static byte[] kinds(int rows, IntToDoubleFunction kind) {
            byte[] kinds = new byte[rows];
            for (int row = 0; row < rows; row++) {
                kinds[row] = (byte) kind.applyAsDouble(row);
            }
            return kinds;
        }
    }

    ModelReference of(ModelVersion version, TrainingWindow window, TrainingWindow heldOut, ModelBytes bytes) {
        return ModelReference.newBuilder()
                .setVersion(version.getVersion())
                .setEncoderFingerprint(version.getEncoderFingerprint())
                .setWindow(pipeline.drift().window())
                .setFalseAlarms(pipeline.drift().falseAlarmsPerWindow())
                .setSeries(List.of(
                        series(WatchedSeries.FEATURES, features(window)),
                        series(WatchedSeries.PREDICTIONS, predictions(heldOut, bytes)),
                        series(WatchedSeries.LABELS, labels(window))))
                .setErrorBound(version.getMetrics().get(NumberEvaluation.BOUND))
                .build();
    }

    private List<Counted> features(TrainingWindow window) {
        List<VectorLayout.Slot> slots = VectorLayout.of(pipeline).slots();
        int from = Math.max(0, window.rows() - MOST_ROWS);
        int rows = window.rows() - from;
        Predicate<String> watched = watched();
        List<Counted> columns = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            VectorLayout.Slot slot = slots.get(i);
            int place = i;
            IntToDoubleFunction value = row -> window.matrix()[(from + row) * window.features() + place];
            if (slot.own() && watched.test(slot.name())) {
                columns.add(
                        slot.categorical()
                                ? Counted.ofCodes(slot.name(), rows, row -> code(value.applyAsDouble(row)))
                                : Counted.ofNumbers(slot.name(), rows, value));
            }
        }
        return columns;
    }

    private static String code(double value) {
        return Double.isNaN(value) ? null : Integer.toString((int) value);
    }

    /** Whether a slot of the vector is: one of a column that tells the time, or is excepted, is not. */
    private Predicate<String> watched() {
        List<String> excepted = new ArrayList<>(pipeline.drift().except());
        pipeline.encodedColumns().stream()
                .filter(column -> column.type() == Column.Type.TIMESTAMP)
                .map(Column::name)
                .forEach(excepted::add);
        return slot -> excepted.stream().noneMatch(column -> slot.equals(column) || slot.startsWith(column + "."));
    }

    private List<Counted> predictions(TrainingWindow heldOut, ModelBytes bytes) {
        if (pipeline.label().isNumber()) {
            return List.of(numbers(heldOut, bytes));
        }
        List<String> classes = pipeline.label().classes();
        int[] likeliest = new int[heldOut.rows()];
        double[] confidence = new double[heldOut.rows()];
        try (OnnxModel model = new OnnxModel(bytes.toArray())) {
            float[] answers = model.probabilities(heldOut.matrix(), heldOut.rows());
            for (int row = 0; row < likeliest.length; row++) {
                int from = row * classes.size();
                likeliest[row] = Evaluation.likeliest(answers, from, classes.size());
                confidence[row] = answers[from + likeliest[row]];
            }
        }
        return List.of(
                Counted.ofCategories("predicted", likeliest.length, row -> classes.get(likeliest[row])),
                Counted.ofNumbers("confidence", likeliest.length, row -> confidence[row]));
    }

    private static Counted numbers(TrainingWindow heldOut, ModelBytes bytes) {
        try (OnnxModel model = new OnnxModel(bytes.toArray())) {
            float[] answers = model.probabilities(heldOut.matrix(), heldOut.rows());
            return Counted.ofNumbers("predicted", heldOut.rows(), row -> answers[row]);
        }
    }

    private List<Counted> labels(TrainingWindow window) {
        if (pipeline.label().isNumber()) {
            return List.of(Counted.ofNumbers("label", window.rows(), row -> window.numbers()[row]));
        }
        return List.of(Counted.ofCategories(
                "label", window.rows(), row -> pipeline.label().classes().get(window.labels()[row])));
    }

    private ReferenceSeries series(WatchedSeries series, List<Counted> columns) {
        int rows = columns.isEmpty() ? 0 : columns.get(0).kinds().length;
        byte[][] byRow = new byte[rows][columns.size()];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns.size(); column++) {
                byRow[row][column] = columns.get(column).kinds()[row];
            }
        }
        int[] kinds =
                columns.stream().mapToInt(counted -> counted.column().kinds()).toArray();
        long[][] counts = ColumnFamily.counts(byRow, kinds);
        return ReferenceSeries.newBuilder()
                .setSeries(series)
                .setRows(rows)
                .setThreshold(threshold(byRow, kinds))
                .setColumns(IntStream.range(0, kinds.length)
                        .mapToObj(i -> column(columns.get(i), counts[i], rows))
                        .toList())
                .build();
    }

    /** 0, at which nothing alarms, where there is nothing to watch. */
    private double threshold(byte[][] rows, int[] kinds) {
        return rows.length == 0
                ? 0
                : ColumnFamily.calibrated(
                                rows,
                                kinds,
                                pipeline.drift().window(),
                                pipeline.drift().falseAlarmsPerWindow(),
                                new SplittableRandom(pipeline.training().seed()))
                        .threshold();
    }

    private static WatchedColumn column(Counted counted, long[] counts, int rows) {
        return WatchedColumn.newBuilder()
                .setName(counted.name())
                .setEdges(Arrays.stream(counted.column().edges()).boxed().toList())
                .setCategories(counted.column().categories())
                .setCounts(Arrays.stream(counts).boxed().toList())
                .setMissing(rows - Arrays.stream(counts).sum())
                .build();
    }
}
