package io.millrace.learners;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Tells another regressor what the targets were lately: behind each vector stand the last {@value #LAGS} targets, the latest first, and the
 * mean of the last {@value #MEAN_OF}, as an autoregressive model has them (Box and Jenkins 1970, Time Series Analysis).
 *
 * <p>Where targets come late, an answer knows fewer of them than those that lie before its example. So what is learned is shown as it was when
 * it was asked for: what holds for a target that is just past is not used for one long past. A vector that was not asked for, or too long
 * ago, is shown the targets of now. A target far from all others is learned and shown as a nearer one, as {@link TargetScale} has it.
 */
public final class TargetHistory implements Regressor {
    static final int LAGS = 3;
    static final int MEAN_OF = 8;
    private static final double FARTHEST = 1e30;

    private final Layout layout;
    private final Regressor inner;
    private final Waiting waiting;
    private final int most;
    private final int every;
    /** The last ones, the latest first. */
    private double[] targets = new double[MEAN_OF];

    private final TargetScale scale = new TargetScale();
    private int known;
    /** What is shown, and how many targets have come since it was what is known. */
    private double[] history;

    private int since;

    /** One that shows the targets that are known. */
    public TargetHistory(Layout layout, int waiting, Function<Layout, Regressor> inner) {
        this(layout, waiting, 1, inner);
    }

    /**
     * @param waiting how many vectors may be asked for before the target of the first is learned, at least 1
     * @param every after how many targets others are shown, at least 1: whoever answers by snapshots taken so often learns from no fresher ones
     * @param inner makes the regressor for the layout with the targets behind the vector; it is fed here and nowhere else
     */
    public TargetHistory(Layout layout, int waiting, int every, Function<Layout, Regressor> inner) {
        if (every < 1) {
            throw new IllegalArgumentException("every must be at least 1, not " + every);
        }
        this.layout = layout;
        this.most = waiting;
        this.every = every;
        this.history = known();
        this.waiting = new Waiting(waiting);
        this.inner = inner.apply(widened(layout));
    }

    /** A number for each target shown and for their mean. */
    static Layout widened(Layout layout) {
        List<Integer> codes = new ArrayList<>(layout.codes());
        for (int i = 0; i <= LAGS; i++) {
            codes.add(0);
        }
        return new Layout(codes);
    }

    @Override
    public double predict(float[] values) {
        waiting.add(values, history);
        return inner.predict(shown(values, history));
    }

    @Override
    public void learn(float[] values, double target, double weight) {
        double[] then = waiting.take(values).orElse(history);
        double bounded = scale.bounded(target);
        scale.observe(bounded, weight);
        inner.learn(shown(values, then), bounded, weight);
        remember(bounded);
    }

    private void remember(double bounded) {
        System.arraycopy(targets, 0, targets, 1, MEAN_OF - 1);
        targets[0] = bounded;
        known = Math.min(MEAN_OF, known + 1);
        if (++since >= every) {
            since = 0;
            history = known();
        }
    }

    private double[] known() {
        double[] latest = new double[LAGS + 1];
        for (int i = 0; i < LAGS; i++) {
            latest[i] = i < known ? targets[i] : Double.NaN;
        }
        double mean = 0;
        for (int i = 0; i < known; i++) {
            mean += targets[i] / known;
        }
        latest[LAGS] = known > 0 ? mean : Double.NaN;
        return latest;
    }

    private static float[] shown(float[] values, double[] history) {
        float[] shown = new float[values.length + history.length];
        System.arraycopy(values, 0, shown, 0, values.length);
        System.arraycopy(bounded(history), 0, shown, values.length, history.length);
        return shown;
    }

    private static float[] bounded(double[] history) {
        float[] bounded = new float[history.length];
        for (int i = 0; i < history.length; i++) {
            bounded[i] = (float) Math.max(-FARTHEST, Math.min(FARTHEST, history[i]));
        }
        return bounded;
    }

    @Override
    public void describe(NumberParts parts, double weight) {
        inner.describe(parts.behind(bounded(history)), weight);
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, layout, most, every);
        scale.keep(state);
        known = state.whole(known);
        targets = state.reals(targets);
        history = state.reals(history);
        since = state.whole(since);
        waiting.keep(state);
        inner.keep(state);
    }
}
