package io.millrace.learners;

/** What learns, and goes on from a snapshot after a restart. */
public interface Kept {
    /**
     * All that it knows and what its random choices go on from, written or read. Its layout and settings are not part of it.
     *
     * @throws SnapshotRefused where what is read was written by another
     */
    void keep(State state);

    /** What it knows now, as bytes: a learner with the same layout and settings that they are restored in goes on as this one does, to the bit. */
    default byte[] snapshot() {
        StateWriter writer = new StateWriter();
        keep(writer);
        return writer.finished();
    }

    /**
     * Forgets what it knows, and knows what was known when the snapshot was taken.
     *
     * @throws SnapshotRefused where the bytes are damaged, of another format, or of a learner with another layout or settings; this learner is
     *     of no use then
     */
    default void restore(byte[] snapshot) {
        StateReader reader = new StateReader(snapshot);
        keep(reader);
        reader.end();
    }
}
