package io.millrace.drift;

import io.millrace.drift.windows.Movement;
import io.millrace.statistics.drift.Signal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the live errors of the champion say.
 *
 * @param recovered whether a whole block of outcomes has just shown the error rate at the champion's own validation level
 * @param bound the largest distance of a number from its label that is no error; empty of classes
 */
record ErrorSighting(
        long modelVersion,
        Signal signal,
        boolean recovered,
        double value,
        double threshold,
        double reference,
        double current,
        long observed,
        long changedAt,
        long at,
        Optional<Double> bound)
        implements Sighting {

    @Override
    public List<Movement> columns() {
        return List.of();
    }

    @Override
    public String statistic() {
        return "bernoulli-cusum";
    }

    /**
     * Halfway between the estimated change and the alarm: the estimate is often some records early, and labels of before the
     * change may still come in behind it.
     */
    @Override
    public long cleanSince() {
        return changedAt + Math.max(0, at - changedAt) / 2;
    }

    @Override
    public String inWords() {
        return String.format(
                Locale.ROOT,
                "model %d errs on %.1f %% of the outcomes%s; at validation it was %.1f %%",
                modelVersion,
                100 * current,
                bound.map(ErrorSighting::whatAnErrorIs).orElse(""),
                100 * reference);
    }

    private static String whatAnErrorIs(double bound) {
        BigDecimal shown = new BigDecimal(bound).round(new MathContext(4)).stripTrailingZeros();
        return ", where it is further than " + shown.toPlainString() + " from the label";
    }
}
