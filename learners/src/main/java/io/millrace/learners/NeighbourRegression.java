package io.millrace.learners;

import java.util.Arrays;

/**
 * Mean target of the nearest among the latest examples, a nearer one counting more: by 1 / (distance + {@value #NEAREST}). Distances are those of
 * {@link LatestExamples}. Keeps the vectors of its window; asks all of them for each prediction.
 */
public final class NeighbourRegression implements Regressor {
    private static final double NEAREST = 0.01;

    private final Layout layout;
    private final int neighbours;
    private final int window;
    private final LatestExamples latest;
    private double[] targets;

    /** 10 of the latest 1,000. */
    public NeighbourRegression(Layout layout) {
        this(layout, 10, 1000);
    }

    /**
     * @param neighbours how many are asked, at least 1
     * @param window how many examples are kept, at least 1
     */
    public NeighbourRegression(Layout layout, int neighbours, int window) {
        this.layout = layout;
        this.neighbours = neighbours;
        this.window = window;
        latest = new LatestExamples(layout, neighbours, window);
        targets = new double[window];
    }

    @Override
    public double predict(float[] values) {
        int found = latest.find(values);
        double sum = 0;
        double mean = 0;
        for (int i = 0; i < found; i++) {
            int place = latest.place(i);
            double vote = latest.weights[place] / (latest.distance(i) + NEAREST);
            sum += vote;
            mean += (targets[place] - mean) * vote / sum;
        }
        return mean;
    }

    @Override
    public void learn(float[] values, double target, double weight) {
        targets[latest.add(values, weight)] = target;
    }

    @Override
    public void describe(NumberParts parts, double weight) {
        NumberNeighboursPart part = parts.neighbours(weight, neighbours, NEAREST, latest.scales());
        for (int i = 0; i < latest.count; i++) {
            latest.describe(part, i, targets[i]);
        }
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, neighbours, window, layout);
        latest.keep(state);
        targets = Arrays.copyOf(state.reals(Arrays.copyOf(targets, latest.count)), window);
    }
}
