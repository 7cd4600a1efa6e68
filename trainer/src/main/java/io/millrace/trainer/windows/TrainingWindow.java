package io.millrace.trainer.windows;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Labelled vectors in time order: what models are trained and judged on. The arrays are shared, not copied, because windows
 * are large: nobody changes them.
 */
public final class TrainingWindow {
    private final int features;
    private final float[] matrix;
    private final int[] labels;
    private final float[] numbers;
    private final long[] groups;

    /**
     * @param matrix encoded vectors, row after row, NaN where missing
     * @param labels class index of each row
     * @param groups hash of the entity that each row is about, or of its id where none is named
     */
    public TrainingWindow(int features, float[] matrix, int[] labels, long[] groups) {
        this(features, matrix, labels, new float[0], groups, labels.length);
    }

    /** @param numbers of each row: its label, finite */
    public TrainingWindow(int features, float[] matrix, float[] numbers, long[] groups) {
        this(features, matrix, new int[0], numbers, groups, numbers.length);
    }

    private TrainingWindow(int features, float[] matrix, int[] labels, float[] numbers, long[] groups, int rows) {
        if (matrix.length != rows * features || groups.length != rows) {
            throw new IllegalArgumentException(
                    "%d labels of %d features do not fit %d values".formatted(rows, features, matrix.length));
        }
        this.features = features;
        this.matrix = matrix;
        this.labels = labels;
        this.numbers = numbers;
        this.groups = groups;
    }

    /** Rows each of which is about something of its own. */
    public TrainingWindow(int features, float[] matrix, int[] labels) {
        this(features, matrix, labels, LongStream.range(0, labels.length).toArray());
    }

    /** Rows with numbers for labels, each of which is about something of its own. */
    public static TrainingWindow ofNumbers(int features, float[] matrix, float[] numbers) {
        return new TrainingWindow(
                features, matrix, numbers, LongStream.range(0, numbers.length).toArray());
    }

    /**
     * One window in parts that have no entity in common.
     *
     * @param training to learn from
     * @param heldOut decides when learning ends, chooses among models and judges
     * @param test measures what was chosen, and decides nothing; may be empty
     * @param moved rows that are where their entity is, and not where their time alone would put them
     * @param made rows at the end of training that never came
     * @param calibrating held out as well, to calibrate probabilities by and for nothing else; may be empty
     */
    public record Split(
            TrainingWindow training,
            TrainingWindow heldOut,
            TrainingWindow test,
            int moved,
            int made,
            TrainingWindow calibrating) {
        /** Of rows that all came. */
        public Split(TrainingWindow training, TrainingWindow heldOut, TrainingWindow test, int moved) {
            this(training, heldOut, test, moved, 0, heldOut.none());
        }

        /** Without a test part. */
        public Split(TrainingWindow training, TrainingWindow heldOut) {
            this(training, heldOut, heldOut.none(), 0);
        }

        /**
         * The same with more to learn from.
         *
         * @param more what there was, and made rows behind it
         */
        public Split withTraining(TrainingWindow more) {
            return new Split(more, heldOut, test, moved, made + more.rows() - training.rows(), calibrating);
        }

        /** The same with rows that came before. */
        Split withOlder(TrainingWindow older) {
            return new Split(older.followedBy(training), heldOut, test, moved, made, calibrating);
        }

        /** The same, the earlier half of what is held out being there to calibrate by. */
        public Split halved() {
            Split halves = heldOut.split(0.5);
            return new Split(training, halves.heldOut, test, moved, made, halves.training);
        }

        /** The same rows, of each the first features, so many. */
        public Split narrowed(int first) {
            return new Split(
                    training.narrowed(first),
                    heldOut.narrowed(first),
                    test.narrowed(first),
                    moved,
                    made,
                    calibrating.narrowed(first));
        }

        /** What came of the training part, in time order. */
        public TrainingWindow came() {
            return made == 0 ? training : training.first(training.rows() - made);
        }
    }

    public int features() {
        return features;
    }

    public int rows() {
        return groups.length;
    }

    public float[] matrix() {
        return matrix;
    }

    /** Class index of each row; none where labels are numbers. */
    public int[] labels() {
        return labels;
    }

    /** The label of each row where labels are numbers; none where they are classes. */
    public float[] numbers() {
        return numbers;
    }

    long[] groups() {
        return groups;
    }

    /** Holds out the latest share; each part has at least one row where there are two. */
    public Split split(double heldOutShare) {
        return SplitRule.byTime(heldOutShare).split(this);
    }

    /** This window, and then another of as many features. */
    public TrainingWindow followedBy(TrainingWindow other) {
        float[] both = Arrays.copyOf(matrix, Math.addExact(matrix.length, other.matrix.length));
        System.arraycopy(other.matrix, 0, both, matrix.length, other.matrix.length);
        int[] ofLabels = Arrays.copyOf(labels, labels.length + other.labels.length);
        System.arraycopy(other.labels, 0, ofLabels, labels.length, other.labels.length);
        float[] ofNumbers = Arrays.copyOf(numbers, numbers.length + other.numbers.length);
        System.arraycopy(other.numbers, 0, ofNumbers, numbers.length, other.numbers.length);
        long[] ofGroups = Arrays.copyOf(groups, rows() + other.rows());
        System.arraycopy(other.groups, 0, ofGroups, rows(), other.rows());
        return new TrainingWindow(features, both, ofLabels, ofNumbers, ofGroups, ofGroups.length);
    }

    /** The rows from one on. */
    public TrainingWindow from(int row) {
        return between(row, rows());
    }

    /** The earliest rows, so many. */
    public TrainingWindow first(int rows) {
        return between(0, rows);
    }

    private TrainingWindow between(int from, int to) {
        return new TrainingWindow(
                features,
                Arrays.copyOfRange(matrix, from * features, to * features),
                labels.length == 0 ? labels : Arrays.copyOfRange(labels, from, to),
                numbers.length == 0 ? numbers : Arrays.copyOfRange(numbers, from, to),
                Arrays.copyOfRange(groups, from, to),
                to - from);
    }

    /** The same rows, of each the first features, so many. */
    public TrainingWindow narrowed(int first) {
        if (first == features) {
            return this;
        }
        float[] values = new float[rows() * first];
        for (int row = 0; row < rows(); row++) {
            System.arraycopy(matrix, row * features, values, row * first, first);
        }
        return new TrainingWindow(first, values, labels, numbers, groups, rows());
    }

    /** How many different classes, or numbers, there are among the labels. */
    public int distinctLabels() {
        return numbers.length == 0
                ? (int) Arrays.stream(labels).distinct().count()
                : (int) IntStream.range(0, numbers.length)
                        .mapToObj(row -> numbers[row])
                        .distinct()
                        .count();
    }

    /** The rows that belong to a part, in their order. */
    TrainingWindow rows(byte[] partOfRow, byte part) {
        int count = 0;
        for (byte of : partOfRow) {
            count += of == part ? 1 : 0;
        }
        float[] values = new float[count * features];
        int[] ofLabels = new int[labels.length == 0 ? 0 : count];
        float[] ofNumbers = new float[numbers.length == 0 ? 0 : count];
        long[] ofGroups = new long[count];
        int to = 0;
        for (int row = 0; row < partOfRow.length; row++) {
            if (partOfRow[row] == part) {
                System.arraycopy(matrix, row * features, values, to * features, features);
                if (ofNumbers.length > 0) {
                    ofNumbers[to] = numbers[row];
                } else {
                    ofLabels[to] = labels[row];
                }
                ofGroups[to++] = groups[row];
            }
        }
        return new TrainingWindow(features, values, ofLabels, ofNumbers, ofGroups, count);
    }

    private TrainingWindow none() {
        return new TrainingWindow(features, new float[0], new int[0]);
    }
}
