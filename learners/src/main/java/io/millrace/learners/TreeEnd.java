package io.millrace.learners;

import java.util.Comparator;
import java.util.List;

/**
 * The end of a tree's branch.
 *
 * @param <E> the ends of such a tree
 */
interface TreeEnd<E extends TreeEnd<E>> {
    /** @param all the columns that most ends look at */
    void keep(State state, Columns all);

    /** A new end to read a state into. */
    E blank(Columns all);

    /** A new end that knows what the split sends one way of what was seen here. */
    E branch(Split split, boolean answer, Columns columns);

    /** Stops growing. */
    void rest();

    boolean growing();

    /** How many numbers it holds. */
    long size();

    /** How much a split could gain at most. */
    double promise();

    /**
     * Lets the ends rest where least is to be gained, until enough numbers are free.
     *
     * @param wanted how many numbers to free
     * @return how many of those are still wanted, where all of the ends do not hold as many; else 0 or less
     */
    static long restLeastPromising(List<? extends TreeEnd<?>> growing, long wanted) {
        growing.sort(Comparator.comparingDouble(TreeEnd::promise));
        long left = wanted;
        for (TreeEnd<?> end : growing) {
            if (left > 0) {
                left -= end.size();
                end.rest();
                left += end.size();
            }
        }
        return left;
    }
}
