package io.millrace.learners;

/**
 * The end of a regression tree's branch: answers by the mean of the targets here or by a linear model, whichever erred less lately (errors fade
 * by {@value #FADE}: Ikonomovska, Gama and Džeroski 2011, Learning model trees from evolving data streams).
 */
final class TargetLeaf implements TreeEnd<TargetLeaf> {
    private static final double FADE = 0.98;

    private final Scaling scaling;
    private final RunningMean mean;
    private final LinearModel model;
    /** Null once the leaf rests. */
    private TargetObservations seen;

    private double meanError;
    private double modelError;
    private double lookedAt;

    /**
     * @param scaling that all leaves of the tree share
     * @param mean what is known of the targets here already
     * @param model what to go on from; it is this leaf's own
     */
    TargetLeaf(Columns columns, Scaling scaling, RunningMean mean, LinearModel model) {
        this.scaling = scaling;
        this.mean = mean;
        this.model = model;
        seen = new TargetObservations(columns);
        lookedAt = mean.weight();
    }

    @Override
    public void keep(State state, Columns all) {
        mean.keep(state);
        meanError = state.real(meanError);
        modelError = state.real(modelError);
        lookedAt = state.real(lookedAt);
        model.keep(state);
        if (state.flag(seen != null)) {
            seen = seen == null ? new TargetObservations(all) : seen;
            seen.keep(state, all);
        } else {
            rest();
        }
    }

    /** For the inputs that are set. */
    double predict() {
        return modelAnswers() ? model.predict(scaling) : mean.mean();
    }

    private boolean modelAnswers() {
        return modelError < meanError;
    }

    void describe(NumberTreePart part) {
        if (modelAnswers()) {
            model.describe(part.line(), scaling);
        } else {
            part.leaf(mean.mean());
        }
    }

    /** Compares its two answers for the inputs that are set with the target. To be called before the scaling takes the example in. */
    void test(double target) {
        if (mean.weight() > 0) {
            meanError = FADE * meanError + Math.abs(mean.mean() - target);
            modelError = FADE * modelError + Math.abs(model.predict(scaling) - target);
        }
    }

    /** With the inputs that are set. */
    void learn(float[] values, double target, double weight) {
        mean.add(target, weight);
        model.learn(scaling, target, weight);
        if (seen != null) {
            seen.add(values, target, weight);
        }
    }

    /**
     * The split that this leaf has enough evidence for; null where it has not, or where it is not yet time to look. By Hoeffding's bound for
     * the ratio of the second best gain to the best: its true value is with probability 1 - δ within √(ln(1/δ) / 2n) of the measured one.
     */
    Split split(TreeSettings settings) {
        if (seen == null || mean.weight() - lookedAt < settings.gracePeriod()) {
            return null;
        }
        lookedAt = mean.weight();
        TargetSplitSearch search = new TargetSplitSearch();
        seen.showTo(search);
        double bound = Math.sqrt(Math.log(1 / settings.confidence()) / (2 * mean.weight()));
        return search.ratio() + bound < 1 || bound < settings.tie() ? search.best() : null;
    }

    @Override
    public TargetLeaf blank(Columns all) {
        return new TargetLeaf(all, scaling, new RunningMean(), new LinearModel(RegressionTree.DESCENT, 0));
    }

    @Override
    public TargetLeaf branch(Split split, boolean answer, Columns columns) {
        TargetLeaf branch = new TargetLeaf(columns, scaling, seen.part(split, answer), model.copy());
        branch.meanError = meanError;
        branch.modelError = modelError;
        return branch;
    }

    /** Goes on learning its two answers, which are small beside what splits are looked for in. */
    @Override
    public void rest() {
        seen = null;
    }

    @Override
    public boolean growing() {
        return seen != null;
    }

    /** How many numbers a leaf can come to hold. */
    static long mostSize(Columns columns, Scaling scaling) {
        long size = scaling.inputs.width;
        for (int codes : columns.codes) {
            size += codes > 0 ? 2L * codes : TargetBins.MOST_SIZE;
        }
        return size;
    }

    @Override
    public long size() {
        return model.size() + (seen == null ? 0 : seen.size());
    }

    /** Sum of the errors lately, each from the answer that erred less. */
    @Override
    public double promise() {
        return Math.min(meanError, modelError);
    }
}
