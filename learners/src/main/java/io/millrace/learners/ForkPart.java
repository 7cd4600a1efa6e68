package io.millrace.learners;

/** Takes the questions of a tree down. */
public interface ForkPart {
    /**
     * A question; what answers yes comes next, then what answers no.
     *
     * @param codes 0 where the number is asked to be at most the value, else codes of the slot, and the code is asked to be the value
     * @param missing the answer where there is none
     */
    void fork(int slot, int codes, double value, boolean missing);
}
