package io.millrace.processors;

import io.millrace.features.Encoder;
import io.millrace.features.HistoryEncoder;
import io.millrace.features.PastValues;
import io.millrace.features.Reason;
import io.millrace.schemas.EncodedRecord;
import io.millrace.schemas.EntityEvent;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.OtherVector;
import io.millrace.schemas.pipeline.History;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Gives every vector the past of its entity, then makes it part of it. */
final class HistoryProcessor implements Processor<byte[], byte[], String, SpecificRecord> {
    private static final String STAGE = "history";

    private final HistoryEncoder encoder;
    private final String fingerprint;
    private final History history;
    private final AvroSerde<EntityEvent> events;
    private final HistoryCounters counters;
    private ProcessorContext<String, SpecificRecord> context;
    private EntityPast pasts;

    HistoryProcessor(PipelineDefinition pipeline, AvroSerde<EntityEvent> events, HistoryCounters counters) {
        this.encoder = HistoryEncoder.of(pipeline);
        this.fingerprint = Encoder.of(pipeline).fingerprint();
        this.history = pipeline.history();
        this.events = events;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.pasts = EntityPast.of(history, context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        String topic = context.recordMetadata().orElseThrow().topic();
        try {
            String entity = RecordId.of(record.key());
            EntityEvent event = Decoding.decode(record.value(), bytes -> events.deserialize(topic, bytes));
            if (event.getLabel() != null) {
                pasts.addLabel(entity, record.timestamp(), event.getLabel());
                counters.label();
            } else if (event.getRecord() != null) {
                remember(entity, event, record.timestamp());
                counters.vector();
            } else {
                throw new Rejection(Reason.MALFORMED, "the event is neither a record nor a label");
            }
        } catch (Rejection rejection) {
            context.forward(
                    Quarantine.of(record, context.recordMetadata().orElseThrow(), STAGE, rejection), Quarantine.NODE);
            counters.quarantined();
        }
    }

    /**
     * A time ahead of the record's own Kafka timestamp counts as that one: a wrong clock must not age everyone's past. The
     * slots of another history stay as they came, since they are not ours to fill.
     */
    private void remember(String entity, EntityEvent event, long timestamp) {
        EncodedRecord encoded = event.getRecord();
        long happened = Math.min(encoded.getEventTime().toEpochMilli(), timestamp);
        boolean ours = isOurPast(encoded);
        PastValues past = look(entity, happened, event, timestamp);
        List<OtherVector> others = encoded.getOthers().stream()
                .map(other -> new OtherVector(
                        other.getEncoderFingerprint(),
                        past.in(other.getValues(), ours && other.getPast(), other.getOpen()),
                        other.getMissing(),
                        other.getUnseen()))
                .toList();
        List<Float> values = past.in(encoded.getValues(), ours, encoded.getOpen());
        FeatureVector vector = new FeatureVector(
                event.getId(),
                encoded.getEncoderFingerprint(),
                encoded.getEventTime(),
                values,
                encoded.getMissing(),
                encoded.getUnseen(),
                entity,
                others);
        boolean own = encoded.getEncoderFingerprint().equals(fingerprint);
        float[] shown = own ? encoder.shown(values) : new float[0];
        pasts.add(entity, happened, event.getId(), encoded.getRemembered(), fingerprint, shown);
        context.forward(new Record<>(event.getId(), vector, timestamp), HistoryTopology.FEATURES);
    }

    /** All vectors of a record that have a past have the same. */
    private boolean isOurPast(EncodedRecord encoded) {
        return encoded.getEncoderFingerprint().equals(fingerprint)
                || encoded.getOthers().stream()
                        .anyMatch(other ->
                                other.getPast() && other.getEncoderFingerprint().equals(fingerprint));
    }

    private PastValues look(String entity, long happened, EntityEvent event, long timestamp) {
        Set<String> wanted = new HashSet<>(event.getRecord().getOpen().keySet());
        event.getRecord()
                .getOthers()
                .forEach(other -> wanted.addAll(other.getOpen().keySet()));
        Optional<String> label = pasts.lastLabel(entity, timestamp);
        try (EntityPast.Walk past = pasts.before(entity, happened, event.getId())) {
            return encoder.look(happened, past, label, wanted);
        }
    }
}
