package io.millrace.learners;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Fits trees to a window, one after the other, each to how the loss -ln p of the right class falls where the sum of its class rises (Friedman 2001, Greedy Function
 * Approximation: A Gradient Boosting Machine), each to a part of the examples (Friedman 2002, Stochastic Gradient Boosting). Gradient g = w (p - y) and curvature
 * h = w p (1 - p), with w the example's weight. Of two classes one has trees; where there are more classes than trees, the most frequent have one each.
 */
final class BoostedFit {
    private final int[] codes;
    private final BoostingSettings settings;

    BoostedFit(Layout layout, BoostingSettings settings) {
        codes = layout.codes().stream().mapToInt(Integer::intValue).toArray();
        this.settings = settings;
    }

    /** @param classes how many are known */
    Boosted fit(WindowRows rows, int classes, Chance chance) {
        double[] shares = shares(rows, classes);
        double[] scores = Arrays.stream(shares).map(Math::log).toArray();
        int[] fitted = fitted(rows, shares);
        Boosted boosted = new Boosted(scores);
        if (fitted.length == 0) {
            return boosted;
        }
        BoostedGrowth growth = new BoostedGrowth(rows, new Bins(codes, rows, settings.bins()), settings);
        BoostedSums sums = new BoostedSums(rows, scores, fitted);
        for (int round = 0; round < settings.trees() / fitted.length; round++) {
            sums.addUp();
            for (int i = 0; i < fitted.length; i++) {
                sums.slopes(i, growth.gradients, growth.curvatures);
                boosted.add(fitted[i], growth.grow(chance, sums.of(i)));
            }
        }
        return boosted;
    }

    /** Of the classes, with one example of each added. */
    private static double[] shares(WindowRows rows, int classes) {
        double[] shares = new double[classes];
        Arrays.fill(shares, 1);
        for (int row = 0; row < rows.count(); row++) {
            shares[rows.label(row)] += rows.weight(row);
        }
        ClassWeights.normalise(shares);
        return shares;
    }

    /** Classes that have trees. */
    private int[] fitted(WindowRows rows, double[] shares) {
        boolean[] there = new boolean[shares.length];
        for (int row = 0; row < rows.count(); row++) {
            there[rows.label(row)] = true;
        }
        int[] found =
                IntStream.range(0, shares.length).filter(label -> there[label]).toArray();
        if (found.length <= 2) {
            return Arrays.copyOfRange(found, 1, Math.max(1, found.length));
        }
        return Arrays.stream(found)
                .boxed()
                .sorted(Comparator.comparingDouble(label -> -shares[label]))
                .limit(settings.trees())
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
