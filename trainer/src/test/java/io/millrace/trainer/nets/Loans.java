package io.millrace.trainer.nets;

import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import io.millrace.trainer.windows.TrainingWindow;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Loan applications after Agrawal, Imielinski &amp; Swami 1993, Database Mining: A Performance Perspective: nine attributes
 * and some of their classification functions, as encoded vectors.
 *
 * @param function 1, 3 or 7
 * @param missingShare share of values that are missing
 * @param perturbation numbers are moved, after labelling, by up to this share of their range
 */
public record Loans(int function, double missingShare, double perturbation) {
    public static final VectorLayout LAYOUT = new VectorLayout(List.of(
            new Slot("salary", 0),
            new Slot("commission", 0),
            new Slot("age", 0),
            new Slot("elevel", 6),
            new Slot("car", 21),
            new Slot("zipcode", 10),
            new Slot("hvalue", 0),
            new Slot("hyears", 0),
            new Slot("loan", 0)));

    private static final double[] RANGES = {130_000, 75_000, 60, 0, 0, 0, 1_350_000, 30, 500_000};

    public TrainingWindow window(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] matrix = new float[rows * LAYOUT.length()];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            double[] loan = loan(random);
            labels[row] = groupA(loan) ? 0 : 1;
            for (int i = 0; i < loan.length; i++) {
                double value = loan[i] + perturbation * RANGES[i] * random.nextDouble(-1, 1);
                matrix[row * loan.length + i] = random.nextDouble() < missingShare ? Float.NaN : (float) value;
            }
        }
        return new TrainingWindow(LAYOUT.length(), matrix, labels);
    }

    /** Its first rows become nothing but extremes, missing values and codes that training never saw. */
    public static TrainingWindow withExtremes(TrainingWindow window) {
        float infinite = Float.POSITIVE_INFINITY;
        float[] extremes = {1e30f, -1e30f, infinite, -infinite, Float.NaN, 0, 1e9f};
        int features = window.features();
        for (int row = 0; row < extremes.length; row++) {
            for (int i = 0; i < features; i++) {
                window.matrix()[row * features + i] = extremes[row];
            }
        }
        return window;
    }

    private static double[] loan(SplittableRandom random) {
        double salary = random.nextDouble(20_000, 150_000);
        double commission = salary >= 75_000 ? 0 : random.nextDouble(10_000, 75_000);
        int zipcode = random.nextInt(9);
        return new double[] {
            salary,
            commission,
            random.nextInt(20, 81),
            1 + random.nextInt(5),
            1 + random.nextInt(20),
            1 + zipcode,
            (9 - zipcode) * 100_000 * random.nextDouble(0.5, 1.5),
            random.nextInt(1, 31),
            random.nextDouble(0, 500_000)
        };
    }

    private boolean groupA(double[] loan) {
        double age = loan[2];
        return switch (function) {
            case 1 -> age < 40 || age >= 60;
            case 3 -> thirdFunction(age, loan[3] - 1);
            case 7 -> 0.67 * (loan[0] + loan[1]) - 0.2 * loan[8] - 20_000 > 0;
            default -> throw new IllegalArgumentException("function " + function);
        };
    }

    private static boolean thirdFunction(double age, double elevel) {
        if (age < 40) {
            return elevel <= 1;
        }
        return age < 60 ? 1 <= elevel && elevel <= 3 : elevel >= 2;
    }
}
