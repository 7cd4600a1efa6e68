package io.millrace.processors;

import io.millrace.features.CanonicalText;
import io.millrace.features.Encoded;
import io.millrace.features.Encoder;
import io.millrace.features.Encoding;
import io.millrace.features.LabelReading;
import io.millrace.features.LabelReading.Labelled;
import io.millrace.features.LabelRule;
import io.millrace.features.RawRecord;
import io.millrace.features.Reason;
import io.millrace.features.Refused;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Label;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends every record one way: to the features topic, with its label to the labels topic where it has one inside, or to
 * quarantine.
 *
 * <p>Only accepted ids count as seen: a record that was put aside may be sent again under its id once it is mended.
 */
final class EncodeProcessor implements Processor<byte[], byte[], String, SpecificRecord> {
    private static final String CLEAN = "clean";
    private static final String ENCODE = "encode";

    private final PipelineDefinition pipeline;
    private final RecordDecoder decoder;
    private final Encoder encoder;
    private final LabelRule labelRule;
    private final EncodeCounters counters;
    private ProcessorContext<String, SpecificRecord> context;
    private AcceptedIds acceptedIds;

    EncodeProcessor(PipelineDefinition pipeline, RecordDecoder decoder, Encoder encoder, EncodeCounters counters) {
        this.pipeline = pipeline;
        this.decoder = decoder;
        this.encoder = encoder;
        this.labelRule = LabelRule.of(pipeline.label());
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.acceptedIds = new AcceptedIds(
                context.getStateStore(AcceptedIds.STORE), pipeline.source().duplicateWindow());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        counters.received();
        String stage = CLEAN;
        try {
            String id = RecordId.of(record.key());
            RawRecord fields = Decoding.decode(record.value(), decoder::decode);
            check(id, fields, record.timestamp());
            stage = ENCODE;
            Encoded encoded = encode(fields);
            accept(id, encoded, label(fields), record.timestamp());
        } catch (Rejection rejection) {
            context.forward(
                    Quarantine.of(record, context.recordMetadata().orElseThrow(), stage, rejection), Quarantine.NODE);
            counters.quarantined(rejection.reason());
        }
    }

    private void check(String id, RawRecord fields, long timestamp) throws Rejection {
        if (pipeline.source().id().isPresent()) {
            String column = pipeline.source().id().get();
            String named = CanonicalText.of(fields.field(column));
            if (!named.isEmpty() && !named.equals(id)) {
                String message = "column '" + column + "' names another record than the key does";
                throw new Rejection(Reason.ID_MISMATCH, Optional.of(column), message);
            }
        }
        if (acceptedIds.contains(id, streamTime(timestamp))) {
            throw new Rejection(
                    Reason.DUPLICATE,
                    "a record with this id was accepted within "
                            + pipeline.source().duplicateWindow().toSeconds() + " s");
        }
    }

    private Encoded encode(RawRecord fields) throws Rejection {
        Encoding encoding = Decoding.guarded(() -> encoder.encode(fields));
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

    private void accept(String id, Encoded encoded, LabelReading label, long timestamp) {
        acceptedIds.add(id, streamTime(timestamp));
        Instant at = Instant.ofEpochMilli(timestamp);
        FeatureVector vector = new FeatureVector(
                id,
                encoder.fingerprint(),
                Instant.ofEpochMilli(encoded.eventTimeMillis().orElse(timestamp)),
                encoded.values().asList(),
                encoded.missing(),
                encoded.unseen());
        context.forward(new Record<>(id, vector, timestamp), EncodeTopology.FEATURES);
        if (label instanceof Labelled labelled) {
            context.forward(new Record<>(id, new Label(id, labelled.value(), at), timestamp), EncodeTopology.LABELS);
        }
        counters.accepted();
    }

    private long streamTime(long timestamp) {
        return Math.max(timestamp, context.currentStreamTimeMs());
    }
}
