package io.millrace.ingest.http;

import io.millrace.ingest.rows.RowEncoding;
import io.millrace.runtime.Call;
import io.millrace.runtime.Refusal;
import io.millrace.runtime.Reply;
import io.millrace.schemas.Label;
import io.millrace.schemas.pipeline.FieldPath;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRefused;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Takes one request from its bytes to the topic, and answers it. What is long is done in the caller's thread. */
final class Intake {
    private final HttpIngestSettings settings;
    private final Topics topics;
    private final RecordReader.Shape shape;
    private final AvroSerde<Label> labels;
    private final Producer<String, byte[]> producer;
    private final InFlight inFlight;
    private final RateLimit rate;
    private final IdempotentReplies replies;
    private final HttpIngestMeters meters;
    private final InstantSource clock;
    private final Executor repliers;

    /** @param repliers write replies, which Kafka's sending thread must not */
    Intake(
            PipelineDefinition pipeline,
            SchemaRegistry registry,
            Producer<String, byte[]> producer,
            HttpIngestSettings settings,
            InFlight inFlight,
            RateLimit rate,
            HttpIngestMeters meters,
            InstantSource clock,
            Executor repliers) {
        this.settings = settings;
        this.topics = Topics.of(pipeline);
        this.shape = new RecordReader.Shape(
                topics.records().name(),
                RowEncoding.columns(pipeline),
                pipeline.source().id().map(pipeline::fieldOf).map(FieldPath::of),
                RowEncoding.of(pipeline, registry));
        this.labels = AvroSerde.of(topics.labels(), registry);
        this.producer = producer;
        this.inFlight = inFlight;
        this.rate = rate;
        this.replies = new IdempotentReplies(settings.idempotencyWindow(), clock);
        this.meters = meters;
        this.clock = clock;
        this.repliers = repliers;
    }

    /**
     * Returns once Kafka answers for both topics and the registry knows the schema of labels. That of records is registered with
     * the first record: it must not stand in the way of users who send records of their own schema.
     *
     * @throws KafkaException where one of them does not answer, or says no
     */
    void warmUp() {
        producer.partitionsFor(topics.records().name());
        producer.partitionsFor(topics.labels().name());
        labels.serialize(topics.labels().name(), new Label("", "", Instant.EPOCH));
    }

    CompletableFuture<Reply> answer(Kind kind, Call call) {
        Optional<IdempotencyKey> key = IdempotencyKey.of(call);
        return key.isEmpty()
                ? take(kind, call, key)
                : replies.reply(call.client(), kind.toString(), key.get(), () -> take(kind, call, key));
    }

    private CompletableFuture<Reply> take(Kind kind, Call call, Optional<IdempotencyKey> key) {
        RecordReader records = new RecordReader(shape, GivenIds.of(key), clock.millis());
        ObjectReader reader =
                kind == Kind.RECORDS ? records : new LabelReader(topics.labels().name(), labels, clock.instant());
        List<Entry> entries = entries(kind, call, reader);
        rate.took(call.client(), entries.size());
        InFlight.Share share = InFlight.Share.of(entries);
        try {
            inFlight.take(share);
        } catch (Refusal e) {
            meters.pressedBack(kind, entries.size());
            throw e;
        }
        return Delivery.send(entries, producer)
                .whenComplete((delivery, e) -> inFlight.giveBack(share))
                .thenApplyAsync(delivery -> reply(kind, delivery, records.ignored()), repliers);
    }

    private List<Entry> entries(Kind kind, Call call, ObjectReader reader) {
        try {
            return Entries.of(Payload.of(call, settings.maxBodyBytes()), reader, settings.maxRecords());
        } catch (Refusal e) {
            meters.bodyRefused(kind);
            throw e;
        } catch (SchemaRefused e) {
            meters.bodyRefused(kind);
            throw new Refusal(
                    409,
                    "nothing was sent, for the records topic has records of another schema (" + e.getMessage()
                            + "): send all records over HTTP and from files, or all by clients of your own");
        } catch (KafkaException e) { // of the registry
            meters.bodyRefused(kind);
            throw new Refusal(503, "nothing was sent, for " + e.getMessage() + ": send it again later");
        }
    }

    private Reply reply(Kind kind, Delivery delivery, Set<String> ignored) {
        Outcome outcome = Outcome.of(delivery, ignored);
        meters.count(kind, outcome);
        return outcome.reply();
    }
}
