package io.millrace.statistics.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Whether a yes-or-no decision treats groups of people alike (Hardt, Price, Srebro 2016, Equality of Opportunity in Supervised Learning; Feldman et al.
 * 2015, Certifying and Removing Disparate Impact). Each figure compares the two groups that are furthest apart; a group in which it is not defined is
 * left out, and of no group it is NaN. Not thread-safe.
 */
public final class Fairness {
    private final TreeMap<String, ConfusionMatrix> matrices = new TreeMap<>();

    /**
     * One group; rates are 0 to 1, or NaN where there is nothing to count.
     *
     * @param count examples, at least 1
     * @param selectionRate share predicted to be positive
     * @param baseRate share that was positive
     * @param truePositiveRate share predicted to be positive among those that were
     * @param falsePositiveRate share predicted to be positive among those that were not
     * @param precision share that was positive among those predicted to be
     */
    public record Group(
            long count,
            double selectionRate,
            double baseRate,
            double accuracy,
            double truePositiveRate,
            double falsePositiveRate,
            double precision) {
        static Group of(ConfusionMatrix matrix) {
            double count = matrix.count();
            return new Group(
                    matrix.count(),
                    matrix.predicted(1) / count,
                    matrix.actual(1) / count,
                    matrix.accuracy(),
                    (double) matrix.count(1, 1) / matrix.actual(1),
                    (double) matrix.count(0, 1) / matrix.actual(0),
                    (double) matrix.count(1, 1) / matrix.predicted(1));
        }
    }

    public void update(String group, boolean actual, boolean predicted) {
        matrices.computeIfAbsent(group, name -> new ConfusionMatrix(2)).update(actual ? 1 : 0, predicted ? 1 : 0);
    }

    /** In the order of their names. */
    public Map<String, Group> groups() {
        TreeMap<String, Group> groups = new TreeMap<>();
        matrices.forEach((name, matrix) -> groups.put(name, Group.of(matrix)));
        return groups;
    }

    /** How far selection rates are apart, 0 to 1. */
    public double demographicParityDifference() {
        return gap(Group::selectionRate);
    }

    /** The least selection rate as a share of the greatest, 0 to 1: disparate impact below 0.8 by the four-fifths rule. NaN where nobody is selected. */
    public double demographicParityRatio() {
        return least(Group::selectionRate) / greatest(Group::selectionRate);
    }

    /** How far true positive rates are apart, 0 to 1. */
    public double equalOpportunityDifference() {
        return gap(Group::truePositiveRate);
    }

    /** The larger one of the gaps of true and of false positive rates, 0 to 1. */
    public double equalizedOddsDifference() {
        double truePositive = gap(Group::truePositiveRate);
        double falsePositive = gap(Group::falsePositiveRate);
        return DoubleStream.of(truePositive, falsePositive)
                .filter(gap -> !Double.isNaN(gap))
                .max()
                .orElse(Double.NaN);
    }

    /** How far accuracies are apart, 0 to 1. */
    public double accuracyDifference() {
        return gap(Group::accuracy);
    }

    private double gap(ToDoubleFunction<Group> rate) {
        return greatest(rate) - least(rate);
    }

    private double greatest(ToDoubleFunction<Group> rate) {
        return defined(rate).max().orElse(Double.NaN);
    }

    private double least(ToDoubleFunction<Group> rate) {
        return defined(rate).min().orElse(Double.NaN);
    }

    private DoubleStream defined(ToDoubleFunction<Group> rate) {
        return groups().values().stream().mapToDouble(rate).filter(value -> !Double.isNaN(value));
    }
}
