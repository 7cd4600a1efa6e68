package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.Example;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import io.millrace.trainer.candidates.TestVersions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One that learns online from examples of one number, and what it has written. */
final class Lessons {
    private final Serializer<SpecificRecord> unused = (name, value) -> new byte[0];
    private final MockProducer<String, SpecificRecord> producer =
            new MockProducer<>(true, null, new StringSerializer(), unused);
    private final SplittableRandom random = new SplittableRandom(7);
    private final Function<Float, String> label;
    private final OnlinePublisher publisher;
    final Topics topics;
    final Learning learning;
    long now;
    long offset;

    Lessons(PipelineDefinition pipeline, Function<Float, String> label) {
        this.label = label;
        this.topics = Topics.of(pipeline);
        this.publisher = new OnlinePublisher(producer, topics);
        this.learning = new Learning(pipeline, publisher, Draft.Name::random, Optional.empty(), 0);
    }

    String propose() {
        learnAndWrite(200);
        learnAndWrite(200);
        return requests().get(0).getRequest();
    }

    void learnAndWrite(int count) {
        learn(count);
        write();
    }

    void write() {
        now += 6_000;
        learning.write(now);
        publisher.commit(Map.of(), new ConsumerGroupMetadata("loans.online"));
    }

    void learn(int count) {
        for (int i = 0; i < count; i++) {
            float x = (float) random.nextGaussian();
            Example example =
                    new Example("id" + offset, "e1", Instant.EPOCH, List.of(x), label.apply(x), 0L, null, null);
            learning.progress().read(new Comparison.Placed(0, offset, offset, example));
            offset++;
        }
    }

    void see(long number, ModelStatus status, int revision, String request) {
        ModelVersion version = TestVersions.champion(number, ModelBytes.of(new byte[] {1}), "e1");
        version.put("status", status);
        version.put("revision", revision);
        version.getLineage().put("request", request);
        learning.versions().see(version);
    }

    List<RetrainRequest> requests() {
        return written(topics.retrainRequests()).stream()
                .map(record -> (RetrainRequest) record.value())
                .toList();
    }

    List<ModelRevision> revisions() {
        return written(topics.modelRevisions()).stream()
                .map(record -> (ModelRevision) record.value())
                .toList();
    }

    List<ProducerRecord<String, SpecificRecord>> written(Topic<?> topic) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic.name()))
                .toList();
    }
}
