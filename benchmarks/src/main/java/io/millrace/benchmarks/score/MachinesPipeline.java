package io.millrace.benchmarks.score;

import io.millrace.benchmarks.runs.TopicFill;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import io.millrace.schemas.topics.Topics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The machines pipeline on a cluster: its topics, its champion, its scorer's group. */
final class MachinesPipeline {
    private final KafkaConnection kafka;
    private final PipelineDefinition definition = Machines.pipeline(Delivery.EXACTLY_ONCE);
    private final Topics topics = Topics.of(definition);

    MachinesPipeline(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    Topics topics() {
        return topics;
    }

    List<String> classes() {
        return definition.label().classes();
    }

    int partitions() {
        return definition.topics().partitions();
    }

    /** As the encode application sends it. */
    ProducerRecord<String, FeatureVector> message(Machines machines, long number) {
        FeatureVector vector = machines.vector(number);
        return new ProducerRecord<>(topics.features().name(), null, machines.timestamp(number), vector.getId(), vector);
    }

    /** Makes its topics, and others with as many partitions. */
    void makeTopics(List<String> others) throws InterruptedException {
        TopicCreation.ensure(kafka, topics, 1);
        List<NewTopic> own = others.stream()
                .map(name -> new NewTopic(name, Optional.of(partitions()), Optional.of((short) 1)))
                .toList();
        try (Admin admin = Admin.create(kafka.admin())) {
            admin.createTopics(own).all().get();
        } catch (ExecutionException e) {
            throw new ServiceFailure("the topics of the benchmark cannot be made: " + e.getCause(), e);
        }
    }

    /** Makes a net the champion, as the trainer does: first the bytes, then the champion. */
    void publish(SeededNet net) {
        publish(net, Topics.CHAMPION, net.version());
    }

    /** Makes it a shadow as well. */
    void publishOnTrial(SeededNet net) {
        ModelVersion shadow = net.onTrial();
        publish(net, Long.toString(shadow.getVersion()), shadow);
    }

    private void publish(SeededNet net, String key, ModelVersion version) {
        List<ModelChunk> chunks = net.bytes().split(version.getVersion());
        TopicFill.fill(
                kafka,
                topics.modelChunks(),
                chunks.size(),
                number -> new ProducerRecord<>(
                        topics.modelChunks().name(),
                        ModelBytes.chunkKey(version.getVersion(), (int) number),
                        chunks.get((int) number)));
        TopicFill.fill(
                kafka,
                topics.models(),
                1,
                number -> new ProducerRecord<>(topics.models().name(), key, version));
    }

    /** Deletes the scorer's group, so that the next scorer begins at the first vector. */
    void forgetScorer() throws InterruptedException {
        String group = definition.name() + ".scorer";
        try (Admin admin = Admin.create(kafka.admin())) {
            admin.deleteConsumerGroups(List.of(group)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw new ServiceFailure("group " + group + " cannot be deleted: " + e.getCause(), e);
            }
        }
    }
}
