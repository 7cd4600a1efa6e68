package io.millrace.runtime;

import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics of a pipeline that are missing, and refuses those whose shape contradicts the catalogue. A service's user need
 * not have the right to make topics where they exist, nor to see the topics of other services.
 */
public final class TopicCreation {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int PAUSE_MILLIS = 50;

    private final Admin admin;
    private final KafkaConnection kafka;

    private TopicCreation(Admin admin, KafkaConnection kafka) {
        this.admin = admin;
        this.kafka = kafka;
    }

    /**
     * For a service. Idempotent; may run in several processes at once. Topics that its user may not see are passed over: they are
     * another service's, or else the first use names the right that is missing.
     *
     * @throws ServiceFailure where a topic exists in another shape, or is missing and may not be made, or the broker does not answer
     */
    public static void ensure(KafkaConnection kafka, Topics topics, int replication) {
        try (Admin admin = Admin.create(kafka.admin())) {
            TopicCreation creation = new TopicCreation(admin, kafka);
            creation.ensure(topics.all(), replication, creation.seen(topics.all()));
        }
    }

    /**
     * For whoever makes them all: the same, but a topic that may not be seen is a failure.
     *
     * @throws ServiceFailure as {@link #ensure} does
     */
    static void ensureAll(KafkaConnection kafka, Topics topics, int replication) {
        try (Admin admin = Admin.create(kafka.admin())) {
            TopicCreation creation = new TopicCreation(admin, kafka);
            Seen seen = creation.seen(topics.all());
            if (!seen.hidden().isEmpty()) {
                throw new ServiceFailure(
                        new Refusals(kafka).reason(new TopicAuthorizationException(seen.hidden())),
                        new TopicAuthorizationException(seen.hidden()));
            }
            creation.ensure(topics.all(), replication, seen);
        }
    }

    /**
     * What there is.
     *
     * @param hidden names that this client may not see, whether there is such a topic or not
     */
    private record Seen(Map<String, TopicDescription> existing, Set<String> hidden) {}

    private void ensure(List<Topic<?>> all, int replication, Seen seen) {
        Map<String, TopicDescription> existing = seen.existing();
        List<Topic<?>> wanted = all.stream()
                .filter(topic -> !seen.hidden().contains(topic.name()))
                .toList();
        List<Topic<?>> missing = wanted.stream()
                .filter(topic -> !existing.containsKey(topic.name()))
                .toList();
        create(missing, replication);
        check(
                wanted.stream()
                        .filter(topic -> existing.containsKey(topic.name()))
                        .toList(),
                existing);
        awaitLeaders(wanted);
    }

    private Seen seen(List<Topic<?>> topics) {
        Set<String> hidden = new HashSet<>();
        Map<String, TopicDescription> found = new HashMap<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
        answers.forEach((name, answer) -> described(name, answer, hidden).ifPresent(topic -> found.put(name, topic)));
        return new Seen(found, hidden);
    }

    private Optional<TopicDescription> described(
            String name, KafkaFuture<TopicDescription> answer, Set<String> hidden) {
        try {
            return Optional.of(await("describing topic " + name, answer));
        } catch (ServiceFailure e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            if (e.getCause() instanceof TopicAuthorizationException) {
                hidden.add(name);
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
                if (e.getCause() instanceof AuthorizationException) {
                    throw new ServiceFailure(
                            "topic " + name + " is missing and "
                                    + kafka.user()
                                            .map(user -> "user '" + user + "'")
                                            .orElse("this client")
                                    + " may not CREATE it: run io.millrace.runtime.TopicsMain first, as a user who may (see:"
                                    + " millrace acls)",
                            e);
                }
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
        Map<ConfigResource, KafkaFuture<Config>> configs =
                admin.describeConfigs(resources).values();
        List<String> differences = new ArrayList<>();
        for (Topic<?> topic : topics) {
            int partitions = existing.get(topic.name()).partitions().size();
            if (partitions != topic.partitions()) {
                differences.add("topic " + topic.name() + " has " + partitions + " partitions, the pipeline says "
                        + topic.partitions() + ": change topics.partitions, or delete the topic");
            }
            String wanted = topic.configuration().get("cleanup.policy");
            policy(configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name())))
                    .filter(policy -> !wanted.equals(policy))
                    .ifPresent(policy -> differences.add("topic " + topic.name() + " has cleanup.policy=" + policy
                            + ", it must be " + wanted + ": change it with kafka-configs, or delete the topic"));
        }
        if (!differences.isEmpty()) {
            throw new ServiceFailure(String.join("\n", differences));
        }
    }

    /**
     * A new topic is there a moment before its leaders take records. An idempotent producer that comes in between may have its
     * second batch accepted before its first, which then is out of order until it is given up.
     */
    private void awaitLeaders(List<Topic<?>> topics) {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (Topic<?> topic : topics) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        Optional<ServiceFailure> silence = silence(partitions);
        while (silence.filter(why -> why.getCause() instanceof RetriableException)
                        .isPresent()
                && System.nanoTime() < end) {
            pause();
            silence = silence(partitions);
        }
        silence.ifPresent(why -> LOG.warn("not every partition has a leader that answers: {}", why.getMessage()));
    }

    /** Why not every leader answers, where that is so. */
    private Optional<ServiceFailure> silence(Map<TopicPartition, OffsetSpec> partitions) {
        ListOffsetsOptions patience = new ListOffsetsOptions().timeoutMs(PATIENCE_MILLIS);
        try {
            await("asking the leaders", admin.listOffsets(partitions, patience).all());
            return Optional.empty();
        } catch (ServiceFailure e) {
            if (e.getCause() instanceof InterruptedException) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("waiting for the leaders of the topics was interrupted", e);
        }
    }

    /** Empty where this client may not ask: who made the topics has checked it. */
    private Optional<String> policy(KafkaFuture<Config> answer) {
        try {
            return Optional.of(await("reading topic settings", answer)
                    .get("cleanup.policy")
                    .value());
        } catch (ServiceFailure e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private <T> T await(String what, KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            String why = new Refusals(kafka).reason(e.getCause());
            throw new ServiceFailure(what + " failed: " + why, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure(what + " was interrupted", e);
        }
    }
}
