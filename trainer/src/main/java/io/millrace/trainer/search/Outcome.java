package io.millrace.trainer.search;

import io.millrace.schemas.pipeline.Search;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What trials came to.
 *
 * @param trials sets of parameters that were tried; 0 where there was nothing to choose from
 * @param best of those that learnt from all rows, or from most
 * @param given loss of what was given, on the same rows
 * @param cut whether time ran out
 */
record Outcome(int trials, Trial best, double given, boolean cut) {
    /** Without a trial. */
    static Outcome untried(Proposal given) {
        return new Outcome(0, new Trial(given, Double.NaN), Double.NaN, false);
    }

    /** {@code searchTrials}, {@code searchLoss} of the best and {@code searchLossGiven} of what was given; not what is infinite. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>();
        figures.put("searchTrials", (double) trials);
        figures.put("searchLoss", best.loss());
        figures.put("searchLossGiven", given);
        figures.values().removeIf(value -> !Double.isFinite(value));
        return figures;
    }

    /** One line, for the lineage. */
    String told(Search.Strategy strategy) {
        return String.format(
                Locale.ROOT,
                "%s, the best of %d trials%s: %s",
                strategy.name().toLowerCase(Locale.ROOT),
                trials,
                cut ? ", cut short by training.search.time" : "",
                best.proposal().told());
    }
}
