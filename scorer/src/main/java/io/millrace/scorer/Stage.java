package io.millrace.scorer;

/** What the scorer's loop spends its time on. */
enum Stage {
    /** For vectors, of which none came. */
    WAIT,
    /** Polls that brought vectors. */
    FETCH,
    /** Finding what is in the records, and filling the matrix. */
    DECODE,
    /** The model. */
    INFER,
    /** Making the bytes of predictions. */
    ENCODE,
    /** Handing them to the producer, which waits where its buffer is full. */
    SEND,
    /** Until predictions and positions are committed. */
    COMMIT
}
