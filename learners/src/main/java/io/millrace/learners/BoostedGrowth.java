package io.millrace.learners;

import java.util.Arrays;

/**
 * Grows a tree leaf by leaf, where the loss falls most (see {@link BinSearch}). Of the two ends of a split the sums by bin of the smaller one are added up, those of the other are what is
 * left (Ke et al. 2017, LightGBM: A Highly Efficient Gradient Boosting Decision Tree).
 */
final class BoostedGrowth {
    /** By row. */
    final double[] gradients;

    final double[] curvatures;

    private final double sample;
    private final BinnedRows rows;
    private final BinSearch search;
    private final End[] ends;
    /** Rows that the tree is fitted to, those of a leaf one behind the other. */
    private final int[] drawn;

    private final int[] aside;

    /** A leaf while the tree grows. */
    private static final class End {
        /** By bin, made when it is first needed. */
        private double[] sums;

        private int place;
        private int from;
        private int to;
        /** Null where none gains. */
        private Split best;

        private int rows() {
            return to - from;
        }
    }

    BoostedGrowth(WindowRows window, Bins bins, BoostingSettings settings) {
        sample = settings.sample();
        rows = new BinnedRows(window, bins);
        search = new BinSearch(bins, settings);
        gradients = new double[window.count()];
        curvatures = new double[window.count()];
        drawn = new int[window.count()];
        aside = new int[window.count()];
        ends = new End[settings.leaves()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = new End();
        }
    }

    /** @param sums by row, to which is added what the tree says */
    BoostedTree grow(Chance chance, double[] sums) {
        BoostedTree tree = new BoostedTree();
        int count = 1;
        plant(ends[0], chance);
        for (End end = ends[0]; end.best != null && count < ends.length; end = mostGaining(count)) {
            part(tree, end, ends[count++]);
        }
        for (int i = 0; i < count; i++) {
            tree.say(ends[i].place, search.said(ends[i].sums));
        }
        for (int row = 0; row < sums.length; row++) {
            sums[row] += tree.said(rows.find(row, tree));
        }
        return tree;
    }

    private void plant(End root, Chance chance) {
        root.place = 0;
        root.from = 0;
        root.to = 0;
        for (int row = 0; row < drawn.length; row++) {
            if (sample == 1 || chance.share() < sample) {
                drawn[root.to++] = row;
            }
        }
        makeSums(root);
        addUp(root);
        root.best = search.best(root.sums);
    }

    private End mostGaining(int count) {
        End most = ends[0];
        for (int i = 1; i < count; i++) {
            End end = ends[i];
            if (end.best != null && (most.best == null || end.best.gain() > most.best.gain())) {
                most = end;
            }
        }
        return most;
    }

    /** The end becomes that of the yes, the other that of the no. */
    private void part(BoostedTree tree, End end, End other) {
        int middle = partition(end, end.best);
        other.from = middle;
        other.to = end.to;
        end.to = middle;
        int place = tree.split(end.place, end.best);
        end.place = place;
        other.place = place + 1;
        makeSums(other);
        double[] both = end.sums;
        if (end.rows() <= other.rows()) {
            end.sums = other.sums;
            other.sums = both;
            addUp(end);
            takeAway(both, end.sums);
        } else {
            addUp(other);
            takeAway(both, other.sums);
        }
        end.best = search.best(end.sums);
        other.best = search.best(other.sums);
    }

    /** Rows that answer yes come first, all in their order; where the others begin. */
    private int partition(End end, Split by) {
        int yes = end.from;
        int no = 0;
        for (int i = end.from; i < end.to; i++) {
            int row = drawn[i];
            if (rows.answer(row, by)) {
                drawn[yes++] = row;
            } else {
                aside[no++] = row;
            }
        }
        System.arraycopy(aside, 0, drawn, yes, no);
        return yes;
    }

    private void makeSums(End end) {
        if (end.sums == null) {
            end.sums = new double[rows.width()];
        }
    }

    private void addUp(End end) {
        Arrays.fill(end.sums, 0);
        for (int i = end.from; i < end.to; i++) {
            int row = drawn[i];
            rows.addTo(end.sums, row, gradients[row], curvatures[row]);
        }
    }

    private static void takeAway(double[] sums, double[] part) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] -= part[i];
        }
    }
}
