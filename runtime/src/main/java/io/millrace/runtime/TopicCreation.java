package io.millrace.runtime;

import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the topics of a pipeline that are missing, and refuses those whose shape contradicts the catalogue. */
public final class TopicCreation {
    private final Admin admin;

    public TopicCreation(Admin admin) {
        this.admin = admin;
    }

    /**
     * Idempotent; may run in several processes at once.
     *
     * @throws ServiceFailure where a topic exists in another shape, or the broker does not answer
     */
    public void ensure(Topics topics, int replication) {
        List<Topic<?>> wanted = topics.all();
        Map<String, TopicDescription> existing = describe(wanted);
        List<Topic<?>> missing = wanted.stream()
                .filter(topic -> !existing.containsKey(topic.name()))
                .toList();
        create(missing, replication);
        check(
                wanted.stream()
                        .filter(topic -> existing.containsKey(topic.name()))
                        .toList(),
                existing);
    }

    private Map<String, TopicDescription> describe(List<Topic<?>> topics) {
        Map<String, TopicDescription> found = new HashMap<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
        answers.forEach((name, answer) -> described(name, answer).ifPresent(topic -> found.put(name, topic)));
        return found;
    }

    private Optional<TopicDescription> described(String name, KafkaFuture<TopicDescription> answer) {
        try {
            return Optional.of(await("describing topic " + name, answer));
        } catch (ServiceFailure e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void create(List<Topic<?>> missing, int replication) {
        List<NewTopic> wanted = missing.stream()
                .map(topic -> new NewTopic(
                                topic.name(),
                                Optional.of(topic.partitions()),
                                replication < 0 ? Optional.empty() : Optional.of((short) replication))
                        .configs(topic.configuration()))
                .toList();
        admin.createTopics(wanted).values().forEach((name, answer) -> {
            try {
                await("creating topic " + name, answer);
            } catch (ServiceFailure e) {
                if (!(e.getCause() instanceof TopicExistsException)) { // another service was quicker
                    throw e;
                }
            }
        });
    }

    private void check(List<Topic<?>> topics, Map<String, TopicDescription> existing) {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                .toList();
        Map<ConfigResource, Config> configs =
                await("reading topic settings", admin.describeConfigs(resources).all());
        List<String> differences = new ArrayList<>();
        for (Topic<?> topic : topics) {
            int partitions = existing.get(topic.name()).partitions().size();
            if (partitions != topic.partitions()) {
                differences.add("topic " + topic.name() + " has " + partitions + " partitions, the pipeline says "
                        + topic.partitions() + ": change topics.partitions, or delete the topic");
            }
            String wanted = topic.configuration().get("cleanup.policy");
            ConfigEntry policy = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                    .get("cleanup.policy");
            if (!wanted.equals(policy.value())) {
                differences.add("topic " + topic.name() + " has cleanup.policy=" + policy.value() + ", it must be "
                        + wanted + ": change it with kafka-configs, or delete the topic");
            }
        }
        if (!differences.isEmpty()) {
            throw new ServiceFailure(String.join("\n", differences));
        }
    }

    private static <T> T await(String what, KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new ServiceFailure(what + " failed: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure(what + " was interrupted", e);
        }
    }
}
