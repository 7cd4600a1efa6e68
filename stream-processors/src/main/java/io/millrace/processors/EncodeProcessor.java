package io.millrace.processors;

import io.millrace.features.CleanValues;
import io.millrace.features.Encoded;
import io.millrace.features.Encoder;
import io.millrace.features.LabelReading.Labelled;
import io.millrace.features.RawRecord;
import io.millrace.features.Reason;
import io.millrace.processors.Admission.Admitted;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Label;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends every record one way: to the features topic, with its label to the labels topic where it has one inside, or to
 * quarantine.
 */
final class EncodeProcessor implements Processor<byte[], byte[], String, SpecificRecord> {
    private static final String CLEAN = "clean";
    private static final String ENCODE = "encode";

    /** Reasons that lie in a column or the label; all others are found before these are looked at. */
    private static final Set<Reason> BY_COLUMNS = EnumSet.of(
            Reason.WRONG_TYPE, Reason.OUT_OF_RANGE, Reason.MISSING_VALUE, Reason.UNSEEN_VALUE, Reason.UNKNOWN_CLASS);

    private final PipelineDefinition pipeline;
    private final RecordDecoder decoder;
    private final Encoder encoder;
    private final EncodeCounters counters;
    private final VocabularyCounters vocabularyCounters;
    private ProcessorContext<String, SpecificRecord> context;
    private LearnedCodes learned;
    private Admission admission;

    EncodeProcessor(
            PipelineDefinition pipeline,
            RecordDecoder decoder,
            Encoder encoder,
            EncodeCounters counters,
            VocabularyCounters vocabularyCounters) {
        this.pipeline = pipeline;
        this.decoder = decoder;
        this.encoder = encoder;
        this.counters = counters;
        this.vocabularyCounters = vocabularyCounters;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.learned = LearnedCodes.of(VocabularyTopology.sizes(pipeline), context, vocabularyCounters);
        this.admission = new Admission(pipeline, encoder, learned, SeenStores.of(pipeline.source(), context));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        counters.received();
        try {
            String id = RecordId.of(record.key());
            RawRecord fields = Decoding.decode(record.value(), decoder::decode);
            long streamTime = Math.max(record.timestamp(), context.currentStreamTimeMs());
            accept(id, admission.admit(id, fields, record.timestamp(), streamTime, CleanValues.UNHEARD), record);
        } catch (Rejection rejection) {
            Reason reason = rejection.reason();
            String stage = BY_COLUMNS.contains(reason) ? ENCODE : CLEAN;
            context.forward(
                    Quarantine.of(record, context.recordMetadata().orElseThrow(), stage, rejection), Quarantine.NODE);
            counters.quarantined(reason);
            learned.forget();
        }
    }

    private void accept(String id, Admitted admitted, Record<byte[], byte[]> record) {
        Encoded encoded = admitted.encoded();
        FeatureVector vector = new FeatureVector(
                id,
                encoder.fingerprint(),
                Instant.ofEpochMilli(admitted.eventTimeMillis()),
                encoded.values().asList(),
                encoded.missing(),
                encoded.unseen(),
                admitted.entity().orElse(null));
        long timestamp = record.timestamp();
        context.forward(new Record<>(id, vector, timestamp), EncodeTopology.FEATURES);
        if (admitted.label() instanceof Labelled labelled) {
            Label label = new Label(id, labelled.value(), Instant.ofEpochMilli(timestamp));
            context.forward(new Record<>(id, label, timestamp), EncodeTopology.LABELS);
        }
        long now = context.currentSystemTimeMs();
        learned.ask(
                now,
                request ->
                        context.forward(new Record<>(request.getColumn(), request, now), VocabularyTopology.REQUESTS));
        counters.accepted();
    }
}
