package io.millrace.ingest.http;

import java.util.Locale;

/** What a request brings. */
enum Kind {
    RECORDS,
    LABELS;

    /** The last segment of its path. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
