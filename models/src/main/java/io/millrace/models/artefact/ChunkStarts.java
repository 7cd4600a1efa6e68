package io.millrace.models.artefact;

import io.millrace.schemas.ModelVersion;
import java.util.HashMap;
import java.util.Map;

/**
 * Offset of the latest first chunk of each version on the model-chunks topic, and of each of the two places of one that learns on, so that what came
 * before need not be read again. For one thread.
 */
public final class ChunkStarts {
    private final Map<String, Long> starts = new HashMap<>();

    /** Shown every record that is read. */
    public void see(String key, long offset) {
        if (key.endsWith("/0")) {
            starts.put(key, offset);
        }
    }

    /**
     * Where to read from for a version as it stands.
     *
     * @param otherwise where its first chunk has not been seen
     */
    public long of(ModelVersion version, long otherwise) {
        String first = ModelBytes.chunkKey(version.getVersion(), version.getRevision(), 0);
        return starts.getOrDefault(first, otherwise);
    }
}
