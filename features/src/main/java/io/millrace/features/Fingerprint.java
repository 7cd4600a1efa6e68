package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.History;
import io.millrace.schemas.pipeline.Outliers;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The name of an encoder: the start of a SHA-256 over everything that can change a vector. Two encoders with the same
 * fingerprint make the same vector of the same record.
 */
final class Fingerprint {
    /** Goes up when encoders of the same definition begin to make other vectors. */
    private static final String ENCODER_FORMAT = "1";

    private static final int SHOWN_BYTES = 8;
    private static final Column DEFAULTS = Column.ofDefaults("any", Column.Type.CATEGORICAL);

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
        if (pipeline.hasPast()) {
            fingerprint.add(pipeline.history());
        }
        VectorLayout.of(pipeline).slots().forEach(slot -> fingerprint.add(slot.name() + ' ' + slot.codes()));
        return fingerprint.text();
    }

    /** The name of all that can change the slots of one column. */
    static String of(Column column) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(ENCODER_FORMAT);
        fingerprint.add(column);
        return fingerprint.text();
    }

    private String text() {
        return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
    }

    private void add(Column column) {
        add(column.name());
        add(column.type().name());
        add(sorted(column.missingTokens()));
        add(column.missing().name());
        add(column.invalid().name());
        addForms(column);
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

    /** What is taken stands in the names of the slots; here is how much of the past it is taken from. */
    private void add(History history) {
        add(history.ttl().toString());
        add(Integer.toString(history.maxRecords()));
    }

    /** Forms of values count where they are not the defaults, so that definitions older than a form keep their name. */
    private void addForms(Column column) {
        addForm("field", column, form -> form.field().stream().toList());
        addForm("fill", column, form -> form.fill().stream().toList());
        addForm("outliers", column, form -> texts(form.outliers()));
        addForm("warmup", column, form -> List.of(Integer.toString(form.warmup())));
        addForm("decimal", column, form -> List.of(form.decimal().name()));
        addForm("thousands", column, form -> form.thousands().stream().toList());
        addForm("units", column, form -> sorted(form.units()));
        addForm("offsets", column, form -> sorted(form.offsets()));
        addForm("transform", column, form -> List.of(form.transform().name()));
        addForm(
                "bins",
                column,
                form -> form.bins().stream().map(Object::toString).toList());
        addForm("trueValues", column, form -> sorted(form.trueValues()));
        addForm("falseValues", column, form -> sorted(form.falseValues()));
        addForm("patterns", column, Column::patterns);
        addForm("zone", column, form -> List.of(form.zone()));
        addForm("parts", column, form -> form.parts().stream().map(Enum::name).toList());
        addForm("cyclical", column, form -> List.of(Boolean.toString(form.cyclical())));
        addForm("spellings", column, form -> List.of(form.spellings().name()));
        addForm("encoding", column, form -> List.of(form.encoding().name()));
        addForm("ngrams", column, form -> List.of(Integer.toString(form.ngrams())));
        addForm("synonyms", column, form -> sorted(form.synonyms()));
        addForm(
                "learn",
                column,
                form -> form.learn().map(Object::toString).stream().toList());
    }

    private void addForm(String name, Column column, Function<Column, List<String>> form) {
        List<String> texts = form.apply(column);
        if (!texts.equals(form.apply(DEFAULTS))) {
            add(name);
            add(texts);
        }
    }

    private static List<String> texts(Outliers outliers) {
        String limit = Double.toString(outliers.limitOrDefault());
        return List.of(outliers.by().name(), limit, outliers.action().name());
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().sorted().toList();
    }

    private static List<String> sorted(Map<String, ?> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .flatMap(entry ->
                                Stream.of(entry.getKey(), entry.getValue().toString()))
                        .toList();
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
