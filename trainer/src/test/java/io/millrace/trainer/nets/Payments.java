package io.millrace.trainer.nets;

import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Payments by cards as encoded vectors that show the four before each: amounts and shops, each drawn by itself. What is to be learnt lies in the order of the latest
 * three amounts of a card. Some cards have paid once or twice only.
 *
 * @param missingShare share of amounts and shops that are missing
 */
record Payments(double missingShare) {
    static final VectorLayout LAYOUT = VectorLayout.of(PipelineReader.parse("""
            name: payments
            task: binary-classification
            source: {entity: card}
            label: {classes: [A, B]}
            columns:
              - {name: amount, type: numeric}
              - {name: shop, type: categorical, values: [a, b, c, d, e]}
            history:
              features: [{take: since-last}]
              sequence: 5
            """, "payments.yaml"));

    private static final int COLUMNS = 2;
    private static final int CARDS = 40;

    /** @param amounts true ones, the latest first; NaN before the first */
    private record Payment(float amount, float shop, double minutes, double[] amounts) {}

    /** Whether the latest three amounts rise. */
    TrainingWindow rising(int rows, long seed) {
        double[] labels = new double[rows];
        float[] matrix = matrix(rows, seed, labels, a -> a[0] > a[1] && a[1] > a[2] ? 1 : 0);
        return classes(matrix, labels);
    }

    /** Which of the latest three amounts is the largest: 0, 1, 2 back. */
    TrainingWindow largest(int rows, long seed) {
        double[] labels = new double[rows];
        float[] matrix = matrix(rows, seed, labels, a -> {
            int largest = a[1] > a[0] ? 1 : 0;
            return a[2] > a[largest] ? 2 : largest;
        });
        return classes(matrix, labels);
    }

    /** By how much the amount two payments ago, where there is one, was above the one after it. */
    TrainingWindow fallen(int rows, long seed) {
        double[] labels = new double[rows];
        float[] matrix = matrix(rows, seed, labels, a -> Double.isNaN(a[2]) ? 0 : a[2] - a[1]);
        float[] numbers = new float[rows];
        for (int row = 0; row < rows; row++) {
            numbers[row] = (float) labels[row];
        }
        return TrainingWindow.ofNumbers(LAYOUT.length(), matrix, numbers);
    }

    /** Its first rows become nothing but extremes, missing values and codes that training never saw. */
    static TrainingWindow withExtremes(TrainingWindow window) {
        float infinite = Float.POSITIVE_INFINITY;
        float[] extremes = {1e30f, -1e30f, infinite, -infinite, Float.NaN, 0, 1e9f};
        for (int row = 0; row < extremes.length; row++) {
            for (int slot = 0; slot < window.features(); slot++) {
                window.matrix()[row * window.features() + slot] = extremes[row];
            }
        }
        return window;
    }

    private static TrainingWindow classes(float[] matrix, double[] labels) {
        int[] classes = new int[labels.length];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = (int) labels[row];
        }
        return new TrainingWindow(LAYOUT.length(), matrix, classes);
    }

    private float[] matrix(int rows, long seed, double[] labels, ToDoubleFunction<double[]> label) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] matrix = new float[rows * LAYOUT.length()];
        @SuppressWarnings({"unchecked", "rawtypes"})
        Deque<Payment>[] cards = new Deque[CARDS];
        for (int row = 0; row < rows; row++) {
            int card = random.nextInt(CARDS);
            if (cards[card] == null || random.nextInt(30) == 0) {
                cards[card] = new ArrayDeque<>(); // a new card
            }
            Payment payment = payment(random, row, cards[card]);
            put(payment, cards[card], matrix, row * LAYOUT.length());
            labels[row] = label.applyAsDouble(payment.amounts());
            cards[card].addFirst(payment);
        }
        return matrix;
    }

    private Payment payment(SplittableRandom random, double minutes, Deque<Payment> before) {
        double amount = random.nextDouble(1, 100);
        double[] amounts = {amount, Double.NaN, Double.NaN};
        if (!before.isEmpty()) {
            amounts[1] = before.peekFirst().amounts()[0];
            amounts[2] = before.peekFirst().amounts()[1];
        }
        return new Payment(
                random.nextDouble() < missingShare ? Float.NaN : (float) amount,
                random.nextDouble() < missingShare ? Float.NaN : 1 + random.nextInt(5),
                minutes,
                amounts);
    }

    private static void put(Payment payment, Deque<Payment> before, float[] matrix, int from) {
        int to = from;
        matrix[to++] = payment.amount();
        matrix[to++] = payment.shop();
        matrix[to++] = before.isEmpty()
                ? Float.NaN
                : (float) (60 * (payment.minutes() - before.peekFirst().minutes()));
        int shown = 0;
        for (Payment earlier : before) {
            if (shown++ == LAYOUT.earlier()) {
                return;
            }
            matrix[to++] = earlier.amount();
            matrix[to++] = earlier.shop();
            matrix[to++] = (float) Math.log1p(60 * (payment.minutes() - earlier.minutes()));
        }
        while (shown++ < LAYOUT.earlier()) {
            for (int i = 0; i <= COLUMNS; i++) {
                matrix[to++] = Float.NaN;
            }
        }
    }
}
