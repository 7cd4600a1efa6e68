package io.millrace.drift;

import io.millrace.drift.windows.Movement;
import java.util.List;

/** What a detector saw: the facts that an alert reports. */
sealed interface Sighting permits ErrorSighting, WindowSighting {
    /** Champion that was watched. */
    long modelVersion();

    /** Name of the statistic. */
    String statistic();

    double value();

    double threshold();

    /** The watched quantity in the reference. */
    double reference();

    /** The same quantity now. */
    double current();

    /** The columns that moved most. */
    List<Movement> columns();

    /** Outcomes, or records of the window's series, seen so far. */
    long observed();

    /** Kafka timestamp at which the change is believed to have happened. */
    long changedAt();

    /** Kafka timestamp from which on examples are believed to be of after the change. */
    long cleanSince();

    /** Kafka timestamp of the latest evidence. */
    long at();

    /** What was seen, one clause for a person. */
    String inWords();
}
