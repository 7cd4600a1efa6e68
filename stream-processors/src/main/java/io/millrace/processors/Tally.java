package io.millrace.processors;

import io.millrace.schemas.Outcome;
import io.millrace.statistics.metrics.ClassCounts;
import io.millrace.statistics.metrics.RegressionErrors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What is counted of the outcomes of one version in one window. Tallies of partitions add up, and all metrics follow from the sum. An outcome that
 * corrects an earlier one is passed over but for its number: what it corrects may have counted in a window that is written. Not thread-safe.
 */
final class Tally {
    private final ClassCounts classes = new ClassCounts();
    private final RegressionErrors numbers = new RegressionErrors();
    private final RegressionErrors unchanged = new RegressionErrors();
    private double logLoss;
    private long noChangeCorrect;
    private long corrections;
    private long coldStart;
    private long incomparable;

    /** @param last the label that became known before it in its partition; empty where there was none */
    void add(Outcome outcome, String last) {
        if (outcome.getCorrects() != null) {
            corrections++;
            return;
        }
        coldStart += outcome.getColdStart() ? 1 : 0;
        if (!Double.isNaN(outcome.getConfidence())) {
            classes.update(outcome.getActual(), outcome.getPredicted());
            logLoss += outcome.getLoss();
            noChangeCorrect += outcome.getActual().equals(last) ? 1 : 0;
        } else {
            addNumber(number(outcome.getActual()), number(outcome.getPredicted()), number(last));
        }
    }

    private void addNumber(double actual, double predicted, double last) {
        if (!Double.isFinite(predicted - actual)) {
            incomparable++;
            return;
        }
        numbers.update(actual, predicted);
        if (Double.isFinite(last - actual)) {
            unchanged.update(actual, last);
        }
    }

    private static double number(String text) {
        try {
            return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN; // a class, from before the definition said that numbers are predicted
        }
    }

    void add(Tally other) {
        classes.add(other.classes);
        numbers.add(other.numbers.state());
        unchanged.add(other.unchanged.state());
        logLoss += other.logLoss;
        noChangeCorrect += other.noChangeCorrect;
        corrections += other.corrections;
        coldStart += other.coldStart;
        incomparable += other.incomparable;
    }

    /** How many outcomes, without those that correct. */
    long outcomes() {
        return classes.count() + numbers.count() + incomparable;
    }

    /** Those that are defined, by name. */
    Map<String, Double> metrics() {
        Map<String, Double> metrics = new TreeMap<>();
        double noChange = (double) noChangeCorrect / classes.count();
        metrics.put("accuracy", classes.accuracy());
        metrics.put("kappa", classes.kappa());
        metrics.put("kappaTemporal", classes.gainOver(noChange));
        metrics.put("macroF1", classes.macroF1());
        metrics.put("logLoss", logLoss / classes.count());
        metrics.put("noChange", noChange);
        metrics.put("majority", classes.majorityShare());
        metrics.put("mae", numbers.meanAbsolute());
        metrics.put("rmse", numbers.rootMeanSquared());
        metrics.put("r2", numbers.r2());
        metrics.put("bias", numbers.bias());
        metrics.put("noChangeMae", unchanged.meanAbsolute());
        metrics.put("noChangeRmse", unchanged.rootMeanSquared());
        metrics.put("meanRmse", numbers.ofMean());
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return metrics;
    }

    /** Those that are not 0, by name. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        BiConsumer<String, Long> counted = (name, count) -> {
            if (count > 0) {
                counts.put(name, count);
            }
        };
        counted.accept("corrections", corrections);
        counted.accept("coldStart", coldStart);
        counted.accept("incomparable", incomparable);
        counted.accept("correct", classes.correct());
        classes.counts().forEach((name, of) -> {
            counted.accept("actual/" + name, of.actual());
            counted.accept("predicted/" + name, of.predicted());
            counted.accept("correct/" + name, of.correct());
        });
        return counts;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(corrections);
        out.writeLong(coldStart);
        out.writeLong(incomparable);
        out.writeDouble(logLoss);
        out.writeLong(noChangeCorrect);
        SortedMap<String, ClassCounts.Counted> counts = classes.counts();
        out.writeInt(counts.size());
        for (Map.Entry<String, ClassCounts.Counted> of : counts.entrySet()) {
            out.writeUTF(of.getKey());
            out.writeLong(of.getValue().actual());
            out.writeLong(of.getValue().predicted());
            out.writeLong(of.getValue().correct());
        }
        write(numbers.state(), out);
        write(unchanged.state(), out);
    }

    static Tally read(DataInput in) throws IOException {
        Tally tally = new Tally();
        tally.corrections = in.readLong();
        tally.coldStart = in.readLong();
        tally.incomparable = in.readLong();
        tally.logLoss = in.readDouble();
        tally.noChangeCorrect = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            tally.classes.add(in.readUTF(), new ClassCounts.Counted(in.readLong(), in.readLong(), in.readLong()));
        }
        tally.numbers.add(readErrors(in));
        tally.unchanged.add(readErrors(in));
        return tally;
    }

    private static void write(RegressionErrors.State errors, DataOutput out) throws IOException {
        out.writeLong(errors.count());
        if (errors.count() > 0) {
            out.writeDouble(errors.meanActual());
            out.writeDouble(errors.squaresActual());
            out.writeDouble(errors.meanError());
            out.writeDouble(errors.squaresError());
            out.writeDouble(errors.absolute());
            out.writeDouble(errors.squared());
            out.writeDouble(errors.greatest());
            out.writeDouble(errors.relative());
            out.writeDouble(errors.symmetric());
        }
    }

    private static RegressionErrors.State readErrors(DataInput in) throws IOException {
        long count = in.readLong();
        return count == 0
                ? new RegressionErrors().state()
                : new RegressionErrors.State(
                        count,
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble());
    }
}
