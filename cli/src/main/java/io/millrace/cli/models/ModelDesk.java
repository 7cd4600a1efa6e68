package io.millrace.cli.models;

import io.millrace.cli.audit.TopicReader;
import io.millrace.cli.audit.TopicWriter;
import io.millrace.cli.process.Termination;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.ModelRefused;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.OwnRecords;
import io.millrace.runtime.Refusals;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelDecision;
import io.millrace.schemas.ModelRequest;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Where a person sees the versions of a pipeline's model and asks for changes. Belongs to no group and commits nothing. One thread. */
public final class ModelDesk {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
    private static final long PAUSE_MILLIS = 200;

    private final KafkaConnection kafka;
    private final Topics topics;
    private final SchemaRegistry registry;

    public ModelDesk(KafkaConnection kafka, Topics topics) {
        this.kafka = kafka;
        this.topics = topics;
        this.registry = kafka.registry();
    }

    /**
     * Every version as it stands, by number.
     *
     * @throws ServiceFailure where the topics cannot be read, or the process is asked to end
     */
    public SortedMap<Long, ModelVersion> versions() throws InterruptedException {
        SortedMap<Long, ModelVersion> versions = new TreeMap<>();
        OwnRecords<ModelVersion> records = new OwnRecords<>(topics.models(), registry);
        read(topics.models(), at -> {
            if (!Topics.CHAMPION.equals(new String(at.key(), StandardCharsets.UTF_8))) {
                records.read(at.value()).ifPresent(version -> versions.put(version.getVersion(), version));
            }
        });
        return versions;
    }

    /** @throws ServiceFailure where there is no such version */
    public ModelVersion version(long number) throws InterruptedException {
        ModelVersion version = versions().get(number);
        if (version == null) {
            throw new ServiceFailure("there is no version " + number + " on "
                    + topics.models().name() + ": millrace models list shows them");
        }
        return version;
    }

    /** @throws ServiceFailure where the bytes of that version were not kept, or are broken */
    public ModelBytes bytes(long number) throws InterruptedException {
        ModelVersion version = version(number);
        if (version.getChunks() == 0) {
            throw new ServiceFailure("the bytes of version " + number + " were not kept: it is " + version.getStatus()
                    + ", " + version.getStatusReason());
        }
        List<ModelChunk> chunks = new ArrayList<>();
        OwnRecords<ModelChunk> records = new OwnRecords<>(topics.modelChunks(), registry);
        read(topics.modelChunks(), at -> {
            if (ModelBytes.isKeyOf(new String(at.key(), StandardCharsets.UTF_8), version)) {
                records.read(at.value())
                        .filter(chunk -> ModelBytes.belongs(chunk, version))
                        .ifPresent(chunks::add);
            }
        });
        try {
            return ModelBytes.assemble(version, chunks);
        } catch (ModelRefused e) {
            throw new ServiceFailure(e.getMessage(), e);
        }
    }

    /**
     * Writes a request and waits for what comes of it.
     *
     * @return the decisions that answer it
     * @throws ServiceFailure where it is refused, or nobody answers
     */
    public List<ModelDecision> ask(ModelRequest request) throws InterruptedException {
        try (Termination termination = new Termination();
                TopicReader reader = new TopicReader(kafka, termination)) {
            Map<TopicPartition, Long> from = reader.ends(topics.modelDecisions());
            write(topics.modelRequests(), request.getRequest(), request);
            return await(request, reader, from, termination);
        } catch (KafkaException e) {
            throw new Refusals(kafka).failure("no answer can be read", e);
        }
    }

    /**
     * Sends a model that was made elsewhere and waits for what is thought of it.
     *
     * @param request that announces the bytes
     * @return the version it has become, once its life has begun
     * @throws ServiceFailure where nothing can be written or read, or nobody answers
     */
    public ModelVersion bring(ModelBytes bytes, RetrainRequest request) throws InterruptedException {
        for (ModelChunk chunk : bytes.split(request.getModel().getUpload())) {
            write(topics.modelUploads(), ModelBytes.chunkKey(chunk.getVersion(), chunk.getIndex()), chunk);
        }
        ask(request);
        long since = System.nanoTime();
        while (System.nanoTime() - since <= PATIENCE_NANOS) {
            Optional<ModelVersion> decided = decided(request);
            if (decided.isPresent()) {
                return decided.get();
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new ServiceFailure(
                ("nobody has judged it so far: the trainer does, once it runs and has %d labelled examples;"
                                + " millrace models list shows what came of it")
                        .formatted(request.getMinExamples()));
    }

    /** Writes it. */
    void ask(RetrainRequest request) throws InterruptedException {
        write(topics.retrainRequests(), request.getRequest(), request);
    }

    /** The version that answers a request, once its life has begun. */
    Optional<ModelVersion> decided(RetrainRequest request) throws InterruptedException {
        return versions().values().stream()
                .filter(version -> version.getLineage().getRequest().equals(request.getRequest()))
                .filter(version -> version.getStatus() != ModelStatus.CANDIDATE)
                .findFirst();
    }

    private List<ModelDecision> await(
            ModelRequest request, TopicReader reader, Map<TopicPartition, Long> begin, Termination termination)
            throws InterruptedException {
        OwnRecords<ModelDecision> records = new OwnRecords<>(topics.modelDecisions(), registry);
        List<ModelDecision> answers = new ArrayList<>();
        Map<TopicPartition, Long> from = begin;
        long since = System.nanoTime();
        while (answers.isEmpty()) {
            if (termination.asked(PAUSE_MILLIS) || System.nanoTime() - since > PATIENCE_NANOS) {
                throw new ServiceFailure(
                        "nobody has answered so far: does a trainer of this pipeline run? It will do what"
                                + " was asked when it does; millrace models list shows what came of it");
            }
            Map<TopicPartition, Long> to = reader.ends(topics.modelDecisions());
            reader.read(
                    from,
                    to,
                    at -> records.read(at.value())
                            .filter(decision -> request.getRequest().equals(decision.getRequest()))
                            .ifPresent(answers::add));
            from = to;
        }
        if (answers.get(0).getStatus() == null) {
            throw new ServiceFailure("refused: " + answers.get(0).getReason());
        }
        return answers;
    }

    private <T extends SpecificRecord> void write(Topic<T> topic, String key, T record) throws InterruptedException {
        byte[] value = AvroSerde.of(topic, registry).serialize(topic.name(), record);
        new TopicWriter(kafka).write(topic.name(), key, value);
    }

    private void read(Topic<?> topic, Consumer<ConsumerRecord<byte[], byte[]>> each) throws InterruptedException {
        try (Termination termination = new Termination();
                TopicReader reader = new TopicReader(kafka, termination)) {
            reader.readAll(topic, each);
        } catch (KafkaException e) {
            throw new Refusals(kafka).failure("the models cannot be read", e);
        }
    }
}
