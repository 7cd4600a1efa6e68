package io.millrace.trainer.search;

import io.millrace.schemas.pipeline.Search;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many rows trials learn from, and which of them go on to more: successive halving (Jamieson &amp; Talwalkar 2016, Non-stochastic Best Arm
 * Identification and Hyperparameter Optimization), by rows and in thirds, as Li et al. 2018, Hyperband, advise. Without it, one rung of all rows.
 *
 * @param count rungs; the last is of all rows
 */
record Rungs(int count) {
    private static final int TIMES = 3;

    /** Fewer rows tell nothing of how a family does on many. */
    static final int LEAST_ROWS = 500;

    /** @param rows there are to learn from */
    static Rungs of(Search.Strategy strategy, int trials, int rows) {
        int count = 1;
        if (strategy == Search.Strategy.HALVING) {
            int left = trials / TIMES;
            for (int fewer = rows / TIMES; left > 0 && fewer >= LEAST_ROWS; fewer /= TIMES) {
                left /= TIMES;
                count++;
            }
        }
        return new Rungs(count);
    }

    /**
     * The part of the rows that is learnt from.
     *
     * @param rung from 0
     */
    double part(int rung) {
        return Math.pow(TIMES, rung + 1.0 - count);
    }

    /** The better third of a rung, of equals the first, and what was given, so that the last rung tells whether the search was of use. */
    static List<Trial> survivors(List<Trial> rung) {
        List<Trial> ascending = new ArrayList<>(rung);
        ascending.sort(Comparator.comparingDouble(Trial::loss));
        int kept = (rung.size() + TIMES - 1) / TIMES;
        List<Trial> best = ascending.subList(0, kept);
        return rung.stream()
                .filter(trial -> trial == rung.get(0) || best.contains(trial))
                .toList();
    }

    /** How often something is trained, where nothing cuts the search short; at most. */
    int trainings(int trials) {
        int all = 0;
        int left = trials;
        for (int rung = 0; rung < count; rung++) {
            all += left;
            left = Math.min(left, (left + TIMES - 1) / TIMES + 1);
        }
        return all;
    }
}
