package io.millrace.trainer.online;

/** What stands at a leaf. */
interface Says {
    /** Whether it computes something of the vector, so that tables have a row for it. */
    boolean saysMore();
}
