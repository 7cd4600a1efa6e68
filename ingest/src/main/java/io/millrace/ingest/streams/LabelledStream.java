package io.millrace.ingest.streams;

import io.millrace.ingest.sources.Item;
import io.millrace.ingest.sources.ItemReader;
import io.millrace.ingest.sources.RecordSource;
import io.millrace.schemas.pipeline.Column;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A stream of records of which a share is defective, with labels that follow a number of records later. What was planted can
 * be told from the plan alone, so that an audit needs no memory of the sending.
 *
 * <p>Records are numbered from 0 in the order they are sent, every one counted. Record {@code n} has the id
 * {@code <prefix>-<n>}, at least seven digits; a duplicate takes the number {@code n} but repeats the id of an earlier record.
 * Each record that must become a feature vector has one label, sent right after record {@code n + labelDelay}, or behind the
 * last record; no other record has one.
 */
public final class LabelledStream implements RecordSource {
    private static final String PADDING = "0000000";

    private final String prefix;
    private final String content;
    private final StreamPlan plan;
    private final LabelledRecords records;
    private final Defects defects;

    /**
     * @param prefix of the ids
     * @param content name of what the records are
     * @param columns of the pipeline that the stream is for: what can be wrong with a record
     */
    LabelledStream(String prefix, String content, StreamPlan plan, LabelledRecords records, List<Column> columns) {
        this.prefix = prefix;
        this.content = content;
        this.plan = plan;
        this.records = records;
        this.defects = new Defects(plan.seed(), plan.dirtyShare(), columns);
    }

    @Override
    public String name() {
        return content + "-records" + plan.records() + "-seed" + plan.seed() + "-delay" + plan.labelDelay() + "-dirty"
                + plan.dirtyShare();
    }

    public StreamPlan plan() {
        return plan;
    }

    /** How many records of each kind of defect the stream has; every kind is a key. */
    public Map<Defect, Long> planted() {
        return planted(plan.records());
    }

    /** How many records of each kind of defect are among the first so many records. */
    public Map<Defect, Long> planted(long first) {
        Map<Defect, Long> planted = new EnumMap<>(Defect.class);
        for (Defect defect : Defect.values()) {
            planted.put(defect, 0L);
        }
        for (long number = 0; number < first; number++) {
            defects.of(number).ifPresent(defect -> planted.merge(defect, 1L, Long::sum));
        }
        return planted;
    }

    /** How many of the first so many records the quarantine must hold, by reason. */
    public Map<String, Long> quarantined(long first) {
        Map<String, Long> quarantined = new TreeMap<>();
        planted(first).forEach((defect, count) -> defect.reason().ifPresent(reason -> quarantined.put(reason, count)));
        return quarantined;
    }

    /** How many of the first so many records must become feature vectors. */
    public long vectors(long first) {
        return LongStream.range(0, first).filter(defects::survives).count();
    }

    /** How many items the stream has: every record, and a label for each feature vector. */
    public long items() {
        return plan.records() + vectors(plan.records());
    }

    /** How many records are among the first items. */
    public long recordsAt(long position) {
        return reader(position).nextRecord;
    }

    public String idOf(long number) {
        String digits = Long.toString(number);
        return prefix + "-" + PADDING.substring(Math.min(PADDING.length(), digits.length())) + digits;
    }

    /**
     * Number of the record that had this id first.
     *
     * @throws IllegalArgumentException where the id is not of this stream
     */
    public long numberOf(String id) {
        if (!id.startsWith(prefix + "-")) {
            throw new IllegalArgumentException("'" + id + "' is not an id of " + name());
        }
        return Long.parseLong(id.substring(prefix.length() + 1));
    }

    @Override
    public ItemReader open(long position) {
        return reader(position);
    }

    private Reader reader(long position) {
        Reader reader = new Reader();
        for (long skipped = 0; skipped < position && reader.advance(); skipped++) {
            // deciding what an item is costs little; nothing of its content is made
        }
        return reader;
    }

    private Item record(long number) {
        Optional<Defect> defect = defects.of(number);
        if (defect.isEmpty()) {
            return new Item.Row(idOf(number), records.fields(number));
        }
        return switch (defect.get()) {
            case MALFORMED -> new Item.Malformed(idOf(number), defects.garbage(number));
            case DUPLICATE -> record(defects.originalOf(number));
            default -> new Item.Row(idOf(number), defects.spoil(number, defect.get(), records.fields(number)));
        };
    }

    private final class Reader implements ItemReader {
        private long nextRecord;
        private long nextLabel;
        private boolean atLabel;

        /** Moves to the next item; false at the end. */
        private boolean advance() {
            while (nextLabel < plan.records()
                    && (nextRecord == plan.records() || nextRecord - nextLabel > plan.labelDelay())) {
                if (defects.survives(nextLabel++)) {
                    atLabel = true;
                    return true;
                }
            }
            atLabel = false;
            if (nextRecord == plan.records()) {
                return false;
            }
            nextRecord++;
            return true;
        }

        @Override
        public Optional<Item> next() {
            if (!advance()) {
                return Optional.empty();
            }
            return Optional.of(
                    atLabel
                            ? new Item.Label(idOf(nextLabel - 1), records.label(nextLabel - 1))
                            : record(nextRecord - 1));
        }

        @Override
        public double share() {
            return plan.records() == 0 ? 1 : (double) (nextRecord + nextLabel) / (2 * plan.records());
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
