package io.millrace.statistics.metrics;

import java.util.List;
import java.util.Map;

/**
 * Metrics of predicted classes along a stream by name: from its beginning ({@code cum_}), over a window ({@code window_}) and fading ({@code fading_}).
 * One {@link #update} per row, in the order in which labels became known. Not thread-safe.
 */
public final class StreamEvaluation {
    private final Labels labels;
    private final Prequential whole;
    private final SlidingMatrix window;
    private final FadingMean fading;
    private int rows;

    /**
     * @param labels all classes
     * @param window rows of the window, at least 1
     * @param alpha see {@link FadingMean}
     */
    public StreamEvaluation(List<String> labels, int window, double alpha) {
        this.labels = new Labels(labels);
        this.whole = new Prequential(this.labels.size());
        this.window = new SlidingMatrix(this.labels.size(), window);
        this.fading = new FadingMean(alpha);
    }

    /** A row with a null counts as a row, and as nothing else. */
    public void update(String actual, String predicted) {
        rows++;
        if (actual != null && predicted != null) {
            int of = labels.place(actual);
            int as = labels.place(predicted);
            whole.update(of, as);
            window.update(of, as);
            fading.update(of == as ? 1 : 0);
        }
    }

    /** As of now; {@code after} is the number of rows. */
    public Map<String, Object> report() {
        ConfusionMatrix latest = window.matrix();
        return Evaluation.ordered(
                "after", rows,
                "cum_accuracy", whole.accuracy(),
                "cum_kappa", whole.kappa(),
                "cum_kappa_m", whole.kappaMajority(),
                "cum_kappa_temporal", whole.kappaTemporal(),
                "window_accuracy", latest.accuracy(),
                "window_f1_macro", latest.macro(latest::f1),
                "fading_accuracy", fading.mean());
    }
}
