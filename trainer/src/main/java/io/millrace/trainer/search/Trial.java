package io.millrace.trainer.search;

/**
 * A set of parameters and what it cost.
 *
 * @param loss of the later rows, the mean of the folds; infinite where training failed
 */
record Trial(Proposal proposal, double loss) {}
