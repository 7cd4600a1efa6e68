package io.millrace.models.artefact;

import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelVersion;

/**
 * What is said of a model's bytes before they are there.
 *
 * @param name what to call the model in a line for a person
 * @param number that its chunks carry
 */
record Announced(String name, long number, long sizeBytes, int chunks, String sha256) {
    static final int MOST_CHUNKS = 1_024;

    static Announced by(ModelVersion version) {
        return new Announced(
                "model version " + version.getVersion(),
                version.getVersion(),
                version.getSizeBytes(),
                version.getChunks(),
                version.getSha256());
    }

    static Announced by(ImportedModel model) {
        return new Announced(
                "the imported model " + model.getName(),
                model.getUpload(),
                model.getSizeBytes(),
                model.getChunks(),
                model.getSha256());
    }

    /** @throws ModelRefused where no model has such a size or so many chunks */
    void check() {
        if (sizeBytes < 1 || sizeBytes > ModelBytes.MOST_BYTES) {
            throw new ModelRefused(
                    "%s announces %d bytes, not between 1 and %d".formatted(name, sizeBytes, ModelBytes.MOST_BYTES));
        }
        if (chunks < 1 || chunks > MOST_CHUNKS) {
            throw new ModelRefused("%s announces %d chunks, not between 1 and %d".formatted(name, chunks, MOST_CHUNKS));
        }
    }

    boolean has(ModelChunk chunk) {
        return chunk.getVersion() == number && 0 <= chunk.getIndex() && chunk.getIndex() < chunks;
    }
}
