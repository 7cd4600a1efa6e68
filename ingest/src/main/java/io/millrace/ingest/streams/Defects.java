package io.millrace.ingest.streams;

import io.millrace.schemas.pipeline.Column;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which records of a stream are defective, and spoils them. Every decision follows from seed and record number alone. */
final class Defects {
    private static final int FURTHEST_DUPLICATE = 1_000;
    private static final double FACTOR = 1_000;
    private static final Defect[] KINDS = Defect.values();

    private final long seed;
    private final double share;
    private final List<Column> encoded;
    private final List<Column> bounded;
    private final List<Column> vocabularies;

    /** @param columns where defects may be; numeric ones with a maximum and categorical ones with a vocabulary must be among them */
    Defects(long seed, double share, List<Column> columns) {
        this.seed = seed;
        this.share = share;
        this.encoded = columns.stream().filter(Column::encoded).toList();
        this.bounded =
                columns.stream().filter(column -> column.max().isPresent()).toList();
        this.vocabularies =
                columns.stream().filter(column -> !column.values().isEmpty()).toList();
        if (bounded.isEmpty() || vocabularies.isEmpty()) {
            throw new IllegalArgumentException("defects need a column with a maximum and one with a vocabulary");
        }
    }

    /** The defect of a record, if it has one. */
    Optional<Defect> of(long number) {
        return planned(number).filter(defect -> defect != Defect.DUPLICATE || originalOf(number) >= 0);
    }

    /** Whether a record becomes a feature vector: it has no defect, or one that is repaired. */
    boolean survives(long number) {
        return planned(number).map(defect -> defect.reason().isEmpty()).orElse(true)
                || of(number).isEmpty();
    }

    /** Which record a duplicate repeats: one of the thousand before it that becomes a feature vector; -1 where there is none. */
    long originalOf(long number) {
        int lag = 1 + new Chance(seed, "original", number).below((int) Math.min(number, FURTHEST_DUPLICATE));
        long original = number - lag;
        while (original >= 0
                && planned(original).map(defect -> defect.reason().isPresent()).orElse(false)) {
            original--;
        }
        return original;
    }

    /** The fields of a record with its defect worked in. */
    Map<String, Object> spoil(long number, Defect defect, Map<String, Object> clean) {
        Map<String, Object> fields = new LinkedHashMap<>(clean);
        Chance chance = new Chance(seed, "spoil", number);
        switch (defect) {
            case MISSING -> fields.put(pick(chance, encoded).name(), chance.below(2) == 0 ? null : "");
            case WRONG_TYPE -> fields.computeIfPresent(pick(chance, bounded).name(), (name, value) -> "about " + value);
            case OUTLIER -> enlarge(chance, fields);
            case UNSEEN_CATEGORY -> fields.put(pick(chance, vocabularies).name(), "unlisted");
            default -> throw new IllegalArgumentException(defect + " is not a defect of a field");
        }
        return fields;
    }

    /** Bytes that are neither Avro in Confluent's wire format (which begins with a zero byte) nor UTF-8 text. */
    ByteBuffer garbage(long number) {
        Chance chance = new Chance(seed, "garbage", number);
        byte[] bytes = new byte[24];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) chance.below(256);
        }
        bytes[0] = (byte) 0xff;
        return ByteBuffer.wrap(bytes);
    }

    private Optional<Defect> planned(long number) {
        Chance chance = new Chance(seed, "defect", number);
        return chance.between(0, 1) < share ? Optional.of(KINDS[chance.below(KINDS.length)]) : Optional.empty();
    }

    /** Starts at a random column and goes on to the first whose enlarged value is beyond its maximum. */
    private void enlarge(Chance chance, Map<String, Object> fields) {
        int start = chance.below(bounded.size());
        for (int i = 0; i < bounded.size(); i++) {
            Column column = bounded.get((start + i) % bounded.size());
            double enlarged = FACTOR * ((Number) fields.get(column.name())).doubleValue();
            if (enlarged > column.max().orElseThrow()) {
                fields.put(column.name(), enlarged);
                return;
            }
        }
        throw new IllegalStateException("no column of " + fields + " can be enlarged beyond its bounds");
    }

    private static Column pick(Chance chance, List<Column> columns) {
        return columns.get(chance.below(columns.size()));
    }
}
