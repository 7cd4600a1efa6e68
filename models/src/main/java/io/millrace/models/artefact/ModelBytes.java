package io.millrace.models.artefact;

import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.serde.Bytes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** The ONNX file of one model with its hash, and its way through Kafka in pieces that fit a record. Immutable. */
public final class ModelBytes {
    /** A chunk's record stays well below the broker's default limit of 1 MiB. */
    static final int CHUNK_BYTES = 512 * 1024;
    /** Largest model anybody here would train, many times over; a version that announces more is not even fetched. */
    static final int MOST_BYTES = 64 << 20;

    static final int MOST_FEATURES = 1 << 14;

    private final byte[] onnx;
    private final String sha256;

    private ModelBytes(byte[] onnx) {
        this.onnx = onnx;
        this.sha256 = HexFormat.of().formatHex(digest(onnx));
    }

    public static ModelBytes of(byte[] onnx) {
        return new ModelBytes(onnx.clone());
    }

    /**
     * The file a version announces, from its chunks in any order; chunks of other versions are passed over.
     *
     * @throws ModelRefused where a chunk is missing, or size or hash are not the announced ones
     */
    public static ModelBytes assemble(ModelVersion version, Collection<ModelChunk> chunks) {
        checkAnnounced(version);
        return assemble(Announced.by(version), chunks);
    }

    /**
     * The file of a model that is imported, from its chunks in any order; other chunks are passed over.
     *
     * @throws ModelRefused where it announces what no model has, a chunk is missing, or size or hash are not the announced ones
     */
    public static ModelBytes assemble(ImportedModel model, Collection<ModelChunk> chunks) {
        Announced announced = Announced.by(model);
        announced.check();
        return assemble(announced, chunks);
    }

    private static ModelBytes assemble(Announced announced, Collection<ModelChunk> chunks) {
        byte[][] pieces = new byte[announced.chunks()][];
        for (ModelChunk chunk : chunks) {
            if (announced.has(chunk)) {
                pieces[chunk.getIndex()] = Bytes.of(chunk.getBytes());
            }
        }
        ModelBytes assembled = new ModelBytes(join(announced, pieces));
        assembled.verify(announced);
        return assembled;
    }

    /**
     * To be asked before any chunk is fetched.
     *
     * @throws ModelRefused where the version announces a size, a number of chunks or a width that no model has
     */
    public static void checkAnnounced(ModelVersion version) {
        Announced.by(version).check();
        if (version.getFeatures() < 1 || version.getFeatures() > MOST_FEATURES) {
            throw new ModelRefused("model version %d announces %d features, not between 1 and %d"
                    .formatted(version.getVersion(), version.getFeatures(), MOST_FEATURES));
        }
    }

    /** Whether a chunk is one of those that a version announces; others are not worth keeping. */
    public static boolean belongs(ModelChunk chunk, ModelVersion version) {
        return Announced.by(version).has(chunk);
    }

    /** Whether a chunk is one of those that an imported model announces. */
    public static boolean belongs(ModelChunk chunk, ImportedModel model) {
        return Announced.by(model).has(chunk);
    }

    /** Key of a chunk on the model-chunks topic. */
    public static String chunkKey(long version, int index) {
        return chunkKey(version, 0, index);
    }

    /** The same, of a revision: revisions take one of two places in turn, so that the one before stays readable until it is no longer needed. */
    public static String chunkKey(long version, int revision, int index) {
        return prefix(version, revision) + index;
    }

    /** Whether the chunk under a key is of a version as it stands, and not of another revision. */
    public static boolean isKeyOf(String key, ModelVersion version) {
        return key.startsWith(prefix(version.getVersion(), version.getRevision()));
    }

    private static String prefix(long version, int revision) {
        return revision == 0 ? version + "/" : version + "+" + revision % 2 + "/";
    }

    /** SHA-256, lower-case hex. */
    public String sha256() {
        return sha256;
    }

    public int size() {
        return onnx.length;
    }

    /** How many records {@link #split} makes. */
    public int chunks() {
        return (onnx.length + CHUNK_BYTES - 1) / CHUNK_BYTES;
    }

    /** The chunks of a version, in order. */
    public List<ModelChunk> split(long version) {
        List<ModelChunk> chunks = new ArrayList<>(chunks());
        for (int index = 0; index < chunks(); index++) {
            int from = index * CHUNK_BYTES;
            int length = Math.min(CHUNK_BYTES, onnx.length - from);
            chunks.add(new ModelChunk(
                    version, index, ByteBuffer.wrap(onnx, from, length).asReadOnlyBuffer()));
        }
        return chunks;
    }

    /** A copy of the file. */
    public byte[] toArray() {
        return onnx.clone();
    }

    private void verify(Announced announced) {
        if (onnx.length != announced.sizeBytes()) {
            throw new ModelRefused("%s has %d bytes, not the announced %d"
                    .formatted(announced.name(), onnx.length, announced.sizeBytes()));
        }
        if (!sha256.equals(announced.sha256())) {
            throw new ModelRefused(
                    "%s has SHA-256 %s, not the announced %s".formatted(announced.name(), sha256, announced.sha256()));
        }
    }

    private static byte[] join(Announced announced, byte[][] pieces) {
        int length = 0;
        for (int index = 0; index < pieces.length; index++) {
            if (pieces[index] == null) {
                throw new ModelRefused("%s lacks chunk %d of %d".formatted(announced.name(), index + 1, pieces.length));
            }
            length += pieces[index].length;
            if (length > announced.sizeBytes()) {
                throw new ModelRefused(
                        "%s has more bytes, not the announced %d".formatted(announced.name(), announced.sizeBytes()));
            }
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] piece : pieces) {
            joined.put(piece);
        }
        return joined.array();
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
