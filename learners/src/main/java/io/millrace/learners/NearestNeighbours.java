package io.millrace.learners;

import java.util.Arrays;

/**
 * Votes of the nearest among the latest examples (Cover and Hart 1967, Nearest Neighbor Pattern Classification, over a sliding window), a
 * nearer one counting more (Dudani 1976, The Distance-Weighted k-Nearest-Neighbor Rule): by 1 / (distance + {@value #NEAREST}).
 *
 * <p>Distances are those of {@link LatestExamples}. Keeps the vectors of its window; asks all of them for each prediction.
 */
public final class NearestNeighbours implements Learner {
    private static final double NEAREST = 0.1;

    private final Layout layout;
    private final int neighbours;
    private final int window;
    private final LatestExamples latest;
    private int[] labels;
    private int classes;

    /** 10 of the latest 1,000. */
    public NearestNeighbours(Layout layout) {
        this(layout, 10, 1000);
    }

    /**
     * @param neighbours how many vote, at least 1
     * @param window how many examples are kept, at least 1
     */
    public NearestNeighbours(Layout layout, int neighbours, int window) {
        this.layout = layout;
        this.neighbours = neighbours;
        this.window = window;
        latest = new LatestExamples(layout, neighbours, window);
        labels = new int[window];
    }

    @Override
    public double[] predict(float[] values) {
        double[] votes = new double[classes];
        int found = latest.find(values);
        for (int i = 0; i < found; i++) {
            int place = latest.place(i);
            votes[labels[place]] += latest.weights[place] / (latest.distance(i) + NEAREST);
        }
        ClassWeights.normalise(votes);
        return votes;
    }

    @Override
    public void learn(float[] values, int label, double weight) {
        classes = Math.max(classes, label + 1);
        labels[latest.add(values, weight)] = label;
    }

    @Override
    public void keep(State state) {
        state.sameAs(this, neighbours, window, layout);
        latest.keep(state);
        classes = state.whole(classes);
        labels = Arrays.copyOf(state.wholes(Arrays.copyOf(labels, latest.count)), window);
    }

    @Override
    public void describe(Parts parts, double weight) {
        NeighboursPart part = parts.neighbours(weight, classes, neighbours, NEAREST, latest.scales());
        for (int i = 0; i < latest.count; i++) {
            latest.describe(part, i, labels[i]);
        }
    }
}
