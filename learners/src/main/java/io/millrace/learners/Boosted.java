package io.millrace.learners;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Trees whose sums by class, on top of where the class stood before any, are logarithms of its probability but for a constant. */
final class Boosted {
    /** By class, before any tree. */
    private double[] scores;

    private int[] labels = {};
    private List<BoostedTree> trees = new ArrayList<>();

    /** @param scores by class */
    Boosted(double[] scores) {
        this.scores = scores;
    }

    void add(int label, BoostedTree tree) {
        labels = Arrays.copyOf(labels, labels.length + 1);
        labels[labels.length - 1] = label;
        trees.add(tree);
    }

    /** Writes the probability of each class; of those that it does not know, 0. */
    void fill(float[] values, double[] probabilities) {
        Arrays.fill(probabilities, Double.NEGATIVE_INFINITY);
        System.arraycopy(scores, 0, probabilities, 0, scores.length);
        for (int i = 0; i < labels.length; i++) {
            probabilities[labels[i]] += trees.get(i).score(values);
        }
        double best = Double.NEGATIVE_INFINITY;
        for (double score : probabilities) {
            best = Math.max(best, score);
        }
        for (int label = 0; label < probabilities.length; label++) {
            probabilities[label] = Math.exp(probabilities[label] - best);
        }
        ClassWeights.normalise(probabilities);
    }

    void describe(Parts parts, double weight) {
        BoostedPart part = parts.boosted(weight, scores.clone());
        for (int i = 0; i < labels.length; i++) {
            part.tree(labels[i]);
            trees.get(i).describe(part);
        }
    }

    void keep(State state) {
        scores = state.reals(scores);
        labels = state.wholes(labels);
        for (int i = 0; i < labels.length; i++) {
            if (i == trees.size()) {
                trees.add(new BoostedTree());
            }
            trees.get(i).keep(state);
        }
        trees = new ArrayList<>(trees.subList(0, labels.length));
    }
}
