package io.millrace.statistics.metrics;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each class occurred, was predicted, and was predicted rightly: as much of a {@link ConfusionMatrix} as its usual metrics need, in
 * space that grows with the classes and not with their square. Counts of parts of a stream add up, in any order. Classes are known by name, and only
 * those count that occurred or were predicted. Every metric of no examples is NaN. Not thread-safe.
 */
public final class ClassCounts {
    private final SortedMap<String, Of> classes = new TreeMap<>();
    private long count;
    private long correct;

    /** Of one class. */
    private static final class Of {
        private long actual;
        private long predicted;
        private long correct;

        double f1() {
            return 2.0 * correct / (actual + predicted);
        }
    }

    /**
     * What was counted of a class.
     *
     * @param actual examples that were of it
     * @param predicted examples that were predicted to be of it
     * @param correct examples that were both
     */
    public record Counted(long actual, long predicted, long correct) {
        public Counted {
            if (correct < 0 || correct > actual || correct > predicted) {
                throw new IllegalArgumentException(
                        "correct must be from 0 to " + Math.min(actual, predicted) + ", not " + correct);
            }
        }
    }

    public void update(String actual, String predicted) {
        Of was = of(actual);
        was.actual++;
        if (actual.equals(predicted)) {
            was.predicted++;
            was.correct++;
            correct++;
        } else {
            of(predicted).predicted++;
        }
        count++;
    }

    private Of of(String name) {
        return classes.computeIfAbsent(name, first -> new Of());
    }

    /** Adds what was counted of a class elsewhere. All classes of the other part have to be added. */
    public void add(String name, Counted counted) {
        Of of = of(name);
        of.actual += counted.actual();
        of.predicted += counted.predicted();
        of.correct += counted.correct();
        count += counted.actual();
        correct += counted.correct();
    }

    /** Adds the counts of another part of the stream. */
    public void add(ClassCounts other) {
        other.counts().forEach(this::add);
    }

    /** A copy, by class. */
    public SortedMap<String, Counted> counts() {
        SortedMap<String, Counted> counts = new TreeMap<>();
        classes.forEach((name, of) -> counts.put(name, new Counted(of.actual, of.predicted, of.correct)));
        return Collections.unmodifiableSortedMap(counts);
    }

    /** How many examples it holds. */
    public long count() {
        return count;
    }

    /** How many of them were predicted rightly. */
    public long correct() {
        return correct;
    }

    /** Share of right predictions, 0 to 1. */
    public double accuracy() {
        return (double) correct / count;
    }

    /** Cohen's kappa, see {@link ConfusionMatrix#kappa}. */
    public double kappa() {
        double agreements = 0;
        for (Of of : classes.values()) {
            agreements += (double) of.actual * of.predicted;
        }
        return Gain.over(agreements / ((double) count * count), accuracy());
    }

    /**
     * How much of what a baseline gets wrong is got right: 1 is perfect, negative is worse than the baseline. Kappa-temporal of the share that
     * no-change gets right, see {@link Prequential#kappaTemporal}.
     *
     * @param baseline share that it gets right, 0 to 1
     */
    public double gainOver(double baseline) {
        return Gain.over(baseline, accuracy());
    }

    /** Share of the most frequent class among the labels, 0 to 1. */
    public double majorityShare() {
        long most = 0;
        for (Of of : classes.values()) {
            most = Math.max(most, of.actual);
        }
        return (double) most / count;
    }

    /** Mean F1 of the classes that occurred or were predicted, 0 to 1. */
    public double macroF1() {
        double sum = 0;
        for (Of of : classes.values()) {
            sum += of.f1();
        }
        return sum / classes.size();
    }
}
