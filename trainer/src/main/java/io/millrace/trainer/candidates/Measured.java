package io.millrace.trainer.candidates;

import java.util.Map;

/** How a model did against labels that it had not learnt from. */
public sealed interface Measured permits Evaluation, NumberEvaluation {
    int rows();

    /** Share of rows that count as errors, 0 to 1: what the drift monitor watches. */
    double error();

    /** Mean of what each row costs: candidates are chosen and judged by it. */
    double loss();

    /** Name of {@link #loss} among {@link #figures}. */
    String lossName();

    /** All that is told of it, by name. */
    Map<String, Double> figures();
}
