package io.millrace.ingest.streams;

import java.util.Map;

/** Clean records with their labels, by number from 0. */
interface LabelledRecords {
    /** Column name to value, in column order. */
    Map<String, Object> fields(long number);

    String label(long number);
}
