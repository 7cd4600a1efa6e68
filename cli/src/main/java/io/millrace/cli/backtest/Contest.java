package io.millrace.cli.backtest;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is predicted in a backtest, and so who takes part and by what they are compared. */
interface Contest {
    String OURS = "portfolio";
    String NO_CHANGE = "noChange";
    String MAJORITY = "majority";

    /** The online learners by name, in the order in which they are shown. */
    Map<String, Contender> contenders();

    /**
     * Someone who learns from windows, not from rows.
     *
     * @param answers as a contender's; empty before the first model
     */
    Contender champion(Function<float[], double[]> answers);

    /** A label as contenders take it. */
    double label(String text);

    /** Metrics that are shown to a person, the first one as a curve. */
    List<Shown> shown();

    /** Name of the curves in the JSON. */
    String curve();

    /** Whether more is better, and 1 the most. */
    boolean isShare();

    /**
     * A metric in a table.
     *
     * @param metric as contenders name it
     */
    record Shown(String metric, String heading, int width) {}
}
