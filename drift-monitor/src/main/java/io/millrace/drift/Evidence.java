package io.millrace.drift;

import java.util.List;

/** Something that the monitor is shown, in the order of arrival. */
sealed interface Evidence permits OutcomeSeen, SeriesSeen, ModelSeen {

    /** @param at Kafka timestamp of the record it came with */
    List<Decision> showTo(Monitor monitor, long at);
}
