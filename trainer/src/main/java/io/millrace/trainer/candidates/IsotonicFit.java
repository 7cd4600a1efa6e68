package io.millrace.trainer.candidates;

import io.millrace.models.onnx.Isotonic;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Isotonic calibration: for each class, of all functions of its probability that nowhere fall the one nearest in squares to what came, by
 * pooling adjacent violators (Barlow, Bartholomew, Bremner &amp; Brunk 1972); one class against the rest, after Zadrozny &amp; Elkan 2002. Below every probability stands one
 * more example of the class, above every one of another: so no level is 0 or 1, however sure the rows are. Between the pools it is straight.
 */
public final class IsotonicFit {
    /** With fewer rows a temperature is better as a rule (Niculescu-Mizil &amp; Caruana 2005). */
    static final int LEAST_ROWS = 1_000;

    /** Rows of each class. */
    static final int LEAST_OF_A_CLASS = 50;

    private IsotonicFit() {}

    /** Why a window's rows are too few to calibrate by; empty where they are not. */
    public static Optional<String> tooFew(TrainingWindow.Split window) {
        TrainingWindow rows = window.calibrating();
        int rarest = Arrays.stream(window.training().labels())
                .distinct()
                .map(label -> (int)
                        Arrays.stream(rows.labels()).filter(of -> of == label).count())
                .min()
                .orElse(0);
        if (rows.rows() >= LEAST_ROWS && rarest >= LEAST_OF_A_CLASS) {
            return Optional.empty();
        }
        return Optional.of("half of the held-out rows are %d, and %d of the rarest class; %d and %d are needed"
                .formatted(rows.rows(), rarest, LEAST_ROWS, LEAST_OF_A_CLASS));
    }

    /**
     * One function of two classes, for the second; of more one for each.
     *
     * @param probabilities row after row, of rows the model did not learn from
     */
    static List<Isotonic> of(float[] probabilities, int[] labels, int classes) {
        return IntStream.range(classes == 2 ? 1 : 0, classes)
                .mapToObj(of -> of(probabilities, labels, classes, of))
                .toList();
    }

    private static Isotonic of(float[] probabilities, int[] labels, int classes, int of) {
        int[] order = IntStream.range(0, labels.length)
                .boxed()
                .sorted((a, b) -> Float.compare(probabilities[a * classes + of], probabilities[b * classes + of]))
                .mapToInt(Integer::intValue)
                .toArray();
        Deque<Pool> points = new ArrayDeque<>();
        for (int row : order) {
            float at = Math.min(1, probabilities[row * classes + of]); // a softmax may round up to more
            Pool point = new Pool(at, at, 1, labels[row] == of ? 1 : 0);
            boolean isNew = points.isEmpty() || points.getLast().to() < at;
            points.addLast(isNew ? point : points.removeLast().and(point));
        }
        points.addFirst(points.removeFirst().and(1, 1));
        points.addLast(points.removeLast().and(1, 0));
        return function(pooled(points));
    }

    /** Rows of neighbouring probabilities, and how many of them are of the class. */
    private record Pool(float from, float to, long rows, long positive) {
        double level() {
            return (double) positive / rows;
        }

        Pool and(Pool next) {
            return new Pool(from, next.to, rows, positive).and(next.rows, next.positive);
        }

        Pool and(long more, long ofTheClass) {
            return new Pool(from, to, rows + more, positive + ofTheClass);
        }
    }

    private static Deque<Pool> pooled(Deque<Pool> points) {
        Deque<Pool> pools = new ArrayDeque<>();
        for (Pool point : points) {
            Pool now = point;
            while (!pools.isEmpty() && pools.getLast().level() >= now.level()) {
                now = pools.removeLast().and(now);
            }
            pools.addLast(now);
        }
        return pools;
    }

    private static Isotonic function(Deque<Pool> pools) {
        List<Float> knots = new ArrayList<>();
        List<Float> levels = new ArrayList<>();
        for (Pool pool : pools) {
            knots.add(pool.from());
            levels.add((float) pool.level());
            if (pool.to() > pool.from()) {
                knots.add(pool.to());
                levels.add((float) pool.level());
            }
        }
        return new Isotonic(array(knots), array(levels));
    }

    private static float[] array(List<Float> numbers) {
        float[] array = new float[numbers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.get(i);
        }
        return array;
    }
}
