package io.millrace.learners;

/** Bytes that a learner cannot go on from: damaged, of another format, or of another learner. */
public final class SnapshotRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    SnapshotRefused(String message) {
        super(message);
    }

    SnapshotRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
