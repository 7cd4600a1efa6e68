package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The name of an encoder: the start of a SHA-256 over everything that can change a vector. Two encoders with the same
 * fingerprint make the same vector of the same record.
 */
final class Fingerprint {
    /** Goes up when encoders of the same definition begin to make other vectors. */
    private static final String ENCODER_FORMAT = "1";

    private static final int SHOWN_BYTES = 8;

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String of(PipelineDefinition pipeline) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(ENCODER_FORMAT);
        pipeline.encodedColumns().forEach(fingerprint::add);
        VectorLayout.of(pipeline).slots().forEach(slot -> fingerprint.add(slot.name() + ' ' + slot.codes()));
        return HexFormat.of().formatHex(fingerprint.digest.digest(), 0, SHOWN_BYTES);
    }

    private void add(Column column) {
        add(column.name());
        add(column.type().name());
        add(column.missingTokens().stream().sorted().toList());
        add(column.missing().name());
        add(column.invalid().name());
        if (column.type() == Column.Type.NUMERIC) {
            add(column.min());
            add(column.max());
            add(column.outside().name());
        }
        if (column.type() == Column.Type.CATEGORICAL) {
            add(column.values());
            add(column.unseen().name());
        }
    }

    private void add(Optional<Double> bound) {
        add(bound.map(Object::toString).orElse("none"));
    }

    private void add(List<String> texts) {
        add(Integer.toString(texts.size()));
        texts.forEach(this::add);
    }

    /** The length goes first, so that no two lists of texts run together into the same bytes. */
    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}
