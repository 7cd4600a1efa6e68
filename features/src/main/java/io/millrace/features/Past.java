package io.millrace.features;

/** The earlier records of one entity, from the newest to the oldest; it stands before the first. For one thread. */
public interface Past {
    /** Steps to the next older record; false where there is none. */
    boolean next();

    /** When that record happened, in milliseconds since 1970 UTC; not after the record whose past this is. */
    long eventTimeMillis();

    /** What is remembered of one of its columns; NaN where it was missing. */
    double remembered(String column);

    /**
     * The slots of its columns in its own vector, NaN where missing; none where it is not known how this encoder saw it.
     *
     * @param encoder fingerprint
     */
    float[] columns(String encoder);
}
