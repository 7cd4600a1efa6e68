package io.millrace.processors;

import io.millrace.features.CanonicalText;
import io.millrace.features.CleanValues;
import io.millrace.features.Encoded;
import io.millrace.features.Encoder;
import io.millrace.features.Encoding;
import io.millrace.features.Knowledge;
import io.millrace.features.LabelReading;
import io.millrace.features.LabelRule;
import io.millrace.features.RawRecord;
import io.millrace.features.Reason;
import io.millrace.features.Refused;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.Source;
import java.util.Optional;

/**
 * The rules by which a decoded record becomes a vector or is put aside: not another record than its key says, not seen
 * before, all columns by their own rules, not late, its label one of the classes. For one thread.
 *
 * <p>Accepted ids count as seen, and late ones, for no mending makes them earlier; a record that was put aside for
 * anything else may be sent again under its id.
 */
final class Admission {
    private final Source source;
    private final Optional<String> idField;
    private final Optional<String> entityField;
    private final Encoder encoder;
    private final LabelRule labelRule;
    private final Knowledge knowledge;
    private final Seen seen;

    Admission(PipelineDefinition pipeline, Encoder encoder, Knowledge knowledge, Seen seen) {
        this.source = pipeline.source();
        this.idField = source.id().map(pipeline::fieldOf);
        this.entityField = source.entity().map(pipeline::fieldOf);
        this.encoder = encoder;
        this.labelRule = LabelRule.of(pipeline.label());
        this.knowledge = knowledge;
        this.seen = seen;
    }

    /**
     * A record that was let in.
     *
     * @param eventTimeMillis when the thing happened; the record's Kafka timestamp where nothing else says so
     * @param label the one inside the record
     * @param entity who or what the record is about, where the pipeline names a column for it
     */
    record Admitted(Encoded encoded, long eventTimeMillis, LabelReading label, Optional<String> entity) {}

    /**
     * @param timestamp the record's own
     * @param streamTime the latest timestamp of its partition, this record's included
     */
    Admitted admit(String id, RawRecord fields, long timestamp, long streamTime, CleanValues clean) throws Rejection {
        checkId(id, fields);
        checkSeen(id, streamTime);
        Encoded encoded = encode(fields, clean);
        long eventTime = encoded.eventTimeMillis().orElse(timestamp);
        LabelReading label = label(fields);
        Optional<String> entity = entity(fields);
        seen.add(id, streamTime);
        checkLate(eventTime);
        seen.advanceEventTime(Math.min(eventTime, timestamp)); // a clock that runs ahead makes no one late
        return new Admitted(encoded, eventTime, label, entity);
    }

    private void checkId(String id, RawRecord fields) throws Rejection {
        if (idField.isEmpty()) {
            return;
        }
        String named = CanonicalText.of(fields.field(idField.get()));
        if (!named.isEmpty() && !named.equals(id)) {
            String message = "column '" + source.id().get() + "' names another record than the key does";
            throw new Rejection(Reason.ID_MISMATCH, source.id(), message);
        }
    }

    private void checkSeen(String id, long streamTime) throws Rejection {
        if (seen.contains(id, streamTime)) {
            throw new Rejection(
                    Reason.DUPLICATE,
                    "a record with this id was accepted within "
                            + source.duplicateWindow().toSeconds() + " s");
        }
    }

    private Encoded encode(RawRecord fields, CleanValues clean) throws Rejection {
        Encoding encoding = Decoding.guarded(() -> encoder.encode(fields, knowledge, clean));
        if (encoding instanceof Refused refused) {
            throw Rejection.of(refused);
        }
        return (Encoded) encoding;
    }

    private LabelReading label(RawRecord fields) throws Rejection {
        LabelReading label = Decoding.guarded(() -> labelRule.read(fields));
        if (label instanceof Refused refused) {
            throw Rejection.of(refused);
        }
        return label;
    }

    private Optional<String> entity(RawRecord fields) {
        return entityField.map(field -> CanonicalText.of(fields.field(field))).filter(entity -> !entity.isEmpty());
    }

    private void checkLate(long eventTime) throws Rejection {
        long latest = seen.latestEventTime();
        if (source.allowedLateness().isEmpty() || latest == Seen.NEVER) {
            return;
        }
        long behind = latest - eventTime;
        if (behind > source.allowedLateness().get().toMillis()) {
            String message = "its time lies " + behind / 1_000 + " s behind the latest record's, more than the allowed "
                    + source.allowedLateness().get().toSeconds() + " s";
            throw new Rejection(Reason.LATE, source.eventTime(), message);
        }
    }
}
