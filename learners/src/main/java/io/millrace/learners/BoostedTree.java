package io.millrace.learners;

import java.util.Arrays;

/** A tree whose leaves say numbers: places one behind the other, each place that asks before the two that it leads to. */
final class BoostedTree {
    /** Null at a leaf. */
    private Split[] splits = {null};
    /** Place where a yes leads; a no leads to the next. */
    private int[] yes = {0};

    private double[] says = {0};

    /** Makes two leaves of one; the place of the first. */
    int split(int leaf, Split by) {
        int next = splits.length;
        splits = Arrays.copyOf(splits, next + 2);
        yes = Arrays.copyOf(yes, next + 2);
        says = Arrays.copyOf(says, next + 2);
        splits[leaf] = by;
        yes[leaf] = next;
        return next;
    }

    void say(int leaf, double number) {
        says[leaf] = number;
    }

    /** Null at a leaf. */
    Split split(int place) {
        return splits[place];
    }

    int next(int place, boolean answer) {
        return answer ? yes[place] : yes[place] + 1;
    }

    double said(int leaf) {
        return says[leaf];
    }

    double score(float[] values) {
        int place = 0;
        while (splits[place] != null) {
            place = next(place, splits[place].test(values));
        }
        return says[place];
    }

    void describe(BoostedPart part) {
        describe(part, 0);
    }

    private void describe(BoostedPart part, int place) {
        if (splits[place] == null) {
            part.leaf(says[place]);
            return;
        }
        splits[place].describe(part);
        describe(part, yes[place]);
        describe(part, yes[place] + 1);
    }

    void keep(State state) {
        yes = state.wholes(yes);
        says = state.reals(says);
        splits = Arrays.copyOf(splits, yes.length);
        for (int place = 0; place < splits.length; place++) {
            splits[place] = state.flag(splits[place] != null) ? Split.kept(state, splits[place]) : null;
        }
    }
}
