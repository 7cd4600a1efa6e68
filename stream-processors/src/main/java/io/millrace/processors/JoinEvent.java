package io.millrace.processors;

import java.util.Locale;

/** What the join counts. */
enum JoinEvent {
    /** Vector, prediction and label met. */
    JOINED,
    /** A second vector, prediction or label of one id. */
    DUPLICATE,
    /** A label whose id had expired. */
    LATE,
    /** An id whose label did not come within the horizon. */
    EXPIRED,
    /** A label whose vector or prediction did not come within the horizon. */
    UNMATCHED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
