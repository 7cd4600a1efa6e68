package io.millrace.learners;

import java.util.function.Consumer;

/**
 * A place in an adaptive tree: watches the errors of what lies below it, and grows an alternative from the moment on that they rise. The
 * alternative takes its place once it is better, and goes when it is worse.
 */
final class AdaptiveNode {
    private static final int LEAST_EXAMPLES = 200;
    private static final int OWN_SIZE = 100;

    private final AdaptiveTreeSettings settings;
    private Leaf leaf;
    private Split split;
    private AdaptiveNode yes;
    private AdaptiveNode no;
    private Adwin errors;
    private AdaptiveNode alternative;

    AdaptiveNode(AdaptiveTreeSettings settings, Leaf leaf) {
        this.settings = settings;
        this.leaf = leaf;
        errors = new Adwin(settings.drift());
    }

    void keep(State state, Columns columns) {
        leaf.keep(state, columns);
        errors.keep(state);
        if (state.flag(split != null)) {
            split = Split.kept(state, split);
            yes = kept(state, yes, columns);
            no = kept(state, no, columns);
        } else {
            split = null;
        }
        alternative = state.flag(alternative != null) ? kept(state, alternative, columns) : null;
    }

    private AdaptiveNode kept(State state, AdaptiveNode node, Columns columns) {
        AdaptiveNode kept = node == null ? fresh(columns) : node;
        kept.keep(state, columns);
        return kept;
    }

    private AdaptiveNode fresh(Columns columns) {
        return new AdaptiveNode(settings, leaf.blank(columns));
    }

    /** The leaf at which these values end. */
    Leaf find(float[] values) {
        AdaptiveNode node = this;
        while (node.split != null) {
            node = node.split.test(values) ? node.yes : node.no;
        }
        return node.leaf;
    }

    /**
     * Learns on the way that these values go, and in every alternative beside it.
     *
     * @return whether the answer just before was right
     */
    boolean learn(float[] values, int label, double weight, double[] scratch, Columns columns) {
        boolean right;
        if (split == null) {
            right = leaf.learn(values, label, weight, scratch);
            split(leaf.split(settings.tree()), columns);
        } else {
            right = (split.test(values) ? yes : no).learn(values, label, weight, scratch, columns);
        }
        if (errors.update(!right) == Adwin.Change.ROSE && alternative == null) {
            alternative = fresh(columns);
        } else if (alternative != null) {
            alternative.learn(values, label, weight, scratch, columns);
            compare();
        }
        return right;
    }

    private void split(Split by, Columns columns) {
        if (by != null) {
            yes = new AdaptiveNode(settings, leaf.branch(by, true, columns));
            no = new AdaptiveNode(settings, leaf.branch(by, false, columns));
            split = by;
            leaf.rest();
        }
    }

    /** By Hoeffding's bound for the difference of two error rates. */
    private void compare() {
        double here = errors.width();
        double there = alternative.errors.width();
        if (here <= LEAST_EXAMPLES || there <= LEAST_EXAMPLES) {
            return;
        }
        double rate = errors.rate();
        double bound =
                Math.sqrt(2 * rate * (1 - rate) * Math.log(2 / settings.swap()) * (here + there) / (here * there));
        double gain = rate - alternative.errors.rate();
        if (gain > bound) {
            replace(alternative);
        } else if (gain < -bound) {
            alternative = null;
        }
    }

    private void replace(AdaptiveNode by) {
        leaf = by.leaf;
        split = by.split;
        yes = by.yes;
        no = by.no;
        errors = by.errors;
        alternative = by.alternative;
    }

    /** Takes down this place and those below it. */
    void describe(TreePart part, int classes) {
        if (split == null) {
            leaf.describe(part, classes);
        } else {
            split.describe(part);
            yes.describe(part, classes);
            no.describe(part, classes);
        }
    }

    /** Visits this place, all below it and the alternatives. */
    void visit(Consumer<AdaptiveNode> visitor) {
        visitor.accept(this);
        if (split != null) {
            yes.visit(visitor);
            no.visit(visitor);
        }
        if (alternative != null) {
            alternative.visit(visitor);
        }
    }

    void dropAlternative() {
        alternative = null;
    }

    Leaf leaf() {
        return leaf;
    }

    /** About how many numbers this place takes in memory, those below it and its alternative not counted. */
    long size() {
        return OWN_SIZE + leaf.size();
    }
}
