package io.millrace.processors;

import io.millrace.features.Encoded;
import io.millrace.features.Encoder;
import io.millrace.features.HistoryEncoder;
import io.millrace.features.Knowledge;
import io.millrace.features.LabelReading.Labelled;
import io.millrace.features.LastValues;
import io.millrace.features.RawRecord;
import io.millrace.features.Reason;
import io.millrace.features.Remembered;
import io.millrace.processors.Admission.Admitted;
import io.millrace.schemas.EncodedRecord;
import io.millrace.schemas.EntityEvent;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Label;
import io.millrace.schemas.OtherEncoded;
import io.millrace.schemas.OtherVector;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends every record one way: to the features topic, by way of its entity's past where vectors hold anything of it, with its label to
 * the labels topic where it has one inside, or to quarantine.
 */
final class EncodeProcessor implements Processor<byte[], byte[], String, SpecificRecord> {
    private static final String CLEAN = "clean";
    private static final String ENCODE = "encode";

    /** Reasons that lie in a column or the label; all others are found before these are looked at. */
    private static final Set<Reason> BY_COLUMNS = EnumSet.of(
            Reason.WRONG_TYPE,
            Reason.OUT_OF_RANGE,
            Reason.OUTLIER,
            Reason.MISSING_VALUE,
            Reason.UNSEEN_VALUE,
            Reason.UNKNOWN_CLASS);

    private final PipelineDefinition pipeline;
    private final RecordDecoder decoder;
    private final Encoder encoder;
    private final Supplier<List<OtherEncoder>> others;
    private final ColumnFigures figures;
    private final HistoryEncoder history;
    private final LastValues lastValues;
    private final boolean hasPast;
    private final EncodeCounters counters;
    private final VocabularyCounters vocabularyCounters;
    private ProcessorContext<String, SpecificRecord> context;
    private LearnedCodes learned;
    private Knowledge known;
    private Admission admission;

    EncodeProcessor(
            PipelineDefinition pipeline,
            RecordDecoder decoder,
            Encoder encoder,
            Supplier<List<OtherEncoder>> others,
            ColumnFigures figures,
            EncodeCounters counters,
            VocabularyCounters vocabularyCounters) {
        this.pipeline = pipeline;
        this.decoder = decoder;
        this.encoder = encoder;
        this.others = others;
        this.figures = figures;
        this.history = HistoryEncoder.of(pipeline);
        this.lastValues = LastValues.of(pipeline);
        this.hasPast = pipeline.hasPast();
        this.counters = counters;
        this.vocabularyCounters = vocabularyCounters;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.learned = LearnedCodes.of(VocabularyTopology.sizes(pipeline), context, vocabularyCounters);
        this.known = new WithFigures(learned.known(), figures);
        Knowledge knowledge = new WithFigures(learned, figures);
        this.admission = new Admission(pipeline, encoder, knowledge, SeenStores.of(pipeline, context));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        counters.received();
        try {
            String id = RecordId.of(record.key());
            RawRecord fields = Decoding.decode(record.value(), decoder::decode);
            long streamTime = Math.max(record.timestamp(), context.currentStreamTimeMs());
            Remembered remembered = history.remember();
            Admitted admitted = admission.admit(id, fields, record.timestamp(), streamTime, remembered);
            accept(id, fields, admitted, remembered, record);
        } catch (Rejection rejection) {
            Reason reason = rejection.reason();
            String stage = BY_COLUMNS.contains(reason) ? ENCODE : CLEAN;
            context.forward(
                    Quarantine.of(record, context.recordMetadata().orElseThrow(), stage, rejection), Quarantine.NODE);
            counters.quarantined(reason);
            learned.forget();
        }
    }

    private void accept(
            String id, RawRecord fields, Admitted admitted, Remembered remembered, Record<byte[], byte[]> record) {
        long timestamp = record.timestamp();
        if (!hasPast || admitted.entity().isEmpty()) {
            context.forward(new Record<>(id, vector(id, fields, admitted), timestamp), EncodeTopology.FEATURES);
        } else {
            EntityEvent event = new EntityEvent(id, encodedRecord(fields, admitted, remembered), null);
            context.forward(new Record<>(admitted.entity().get(), event, timestamp), EncodeTopology.ENTITY_EVENTS);
        }
        if (admitted.label() instanceof Labelled labelled) {
            Label label = new Label(id, labelled.value(), Instant.ofEpochMilli(timestamp));
            context.forward(new Record<>(id, label, timestamp), EncodeTopology.LABELS);
        }
        long now = context.currentSystemTimeMs();
        learned.ask(
                now,
                request ->
                        context.forward(new Record<>(request.getColumn(), request, now), VocabularyTopology.REQUESTS));
        counters.accepted(admitted.encoded().outliers());
    }

    private FeatureVector vector(String id, RawRecord fields, Admitted admitted) {
        Encoded encoded = admitted.encoded();
        return new FeatureVector(
                id,
                encoder.fingerprint(),
                Instant.ofEpochMilli(admitted.eventTimeMillis()),
                encoded.values().asList(),
                encoded.missing(),
                encoded.unseen(),
                admitted.entity().orElse(null),
                byOthers(fields, EncodeProcessor::otherVector));
    }

    private EncodedRecord encodedRecord(RawRecord fields, Admitted admitted, Remembered remembered) {
        Encoded encoded = admitted.encoded();
        Map<String, Double> kept = remembered.values();
        lastValues.remember(encoded.values(), kept);
        return new EncodedRecord(
                encoder.fingerprint(),
                Instant.ofEpochMilli(admitted.eventTimeMillis()),
                encoded.values().asList(),
                encoded.missing(),
                encoded.unseen(),
                kept,
                byOthers(fields, (other, seen) -> otherEncoded(other, seen, kept)),
                lastValues.open(encoded.values()));
    }

    /** The record as the other encoders see it that are needed now; one that refuses it is left out. */
    private <T> List<T> byOthers(RawRecord fields, BiFunction<OtherEncoder, Encoded, T> written) {
        List<OtherEncoder> needed = others.get();
        if (needed.isEmpty()) {
            return List.of();
        }
        List<T> seen = new ArrayList<>(needed.size());
        for (OtherEncoder other : needed) {
            other.encode(fields, known).ifPresent(encoded -> seen.add(written.apply(other, encoded)));
        }
        return seen;
    }

    private static OtherVector otherVector(OtherEncoder other, Encoded encoded) {
        return new OtherVector(other.fingerprint(), encoded.values().asList(), encoded.missing(), encoded.unseen());
    }

    private static OtherEncoded otherEncoded(OtherEncoder other, Encoded encoded, Map<String, Double> kept) {
        other.lastValues().remember(encoded.values(), kept);
        return new OtherEncoded(
                other.fingerprint(),
                encoded.values().asList(),
                encoded.missing(),
                encoded.unseen(),
                other.past(),
                other.lastValues().open(encoded.values()));
    }
}
