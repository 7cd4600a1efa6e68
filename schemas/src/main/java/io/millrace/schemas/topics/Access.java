package io.millrace.schemas.topics;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights that each user of a pipeline's cluster needs, and no more: what to grant where Kafka checks rights. To READ or WRITE is to
 * DESCRIBE as well. Nothing needs a right on the cluster itself.
 */
public record Access(List<Role> roles) {

    /**
     * One kind of client.
     *
     * @param name kebab case; the service's where it is one
     */
    public record Role(String name, String doc, List<Grant> grants) {
        public Role {
            grants = List.copyOf(grants);
        }

        /** Everything granted on a resource. */
        public Collection<AclOperation> operations(ResourceType type, String resource) {
            Set<AclOperation> operations = new TreeSet<>();
            grants.stream()
                    .filter(grant -> grant.covers(type, resource))
                    .forEach(grant -> operations.addAll(grant.operations()));
            return operations;
        }
    }

    /**
     * Rights on one resource, or on all whose names begin alike.
     *
     * @param pattern LITERAL or PREFIXED
     */
    public record Grant(ResourceType type, String name, PatternType pattern, List<AclOperation> operations) {
        public Grant {
            operations = List.copyOf(operations);
        }

        boolean covers(ResourceType kind, String resource) {
            return kind == type && (pattern == PatternType.LITERAL ? resource.equals(name) : resource.startsWith(name));
        }
    }

    public Access {
        roles = List.copyOf(roles);
    }

    public static Access of(PipelineDefinition pipeline) {
        Topics topics = Topics.of(pipeline);
        Topic<?>[] shadows = pipeline.scoring().shadows().enabled()
                ? new Topic<?>[] {topics.shadowPredictions()}
                : new Topic<?>[] {};
        String p = pipeline.name() + ".";
        return new Access(List.of(
                role("producer", "Your clients that send records and labels.")
                        .writes(topics.records(), topics.labels())
                        .role(),
                role("consumer", "Your clients that read answers and alerts, in groups named " + p + "users.*")
                        .reads(
                                topics.predictions(),
                                topics.driftAlerts(),
                                topics.retrainDecisions(),
                                topics.outcomes(),
                                topics.metrics(),
                                topics.quarantine())
                        .groups(p + "users.", PatternType.PREFIXED)
                        .role(),
                role("topics", "TopicsMain: makes the topics of the pipeline.")
                        .grant(ResourceType.TOPIC, p, PatternType.PREFIXED, CREATE, DESCRIBE, DESCRIBE_CONFIGS)
                        .role(),
                role("ingest", "Ingest, and the command millrace ingest.")
                        .writes(topics.records(), topics.labels(), topics.ingestPositions())
                        .reads(topics.ingestPositions())
                        .transactions(p + "ingest")
                        .role(),
                role(
                                "stream-processors",
                                "The Kafka Streams applications encode, history, join and evaluate, and the profiler.")
                        .reads(
                                topics.records(),
                                topics.entityEvents(),
                                topics.features(),
                                topics.labels(),
                                topics.predictions(),
                                topics.examples())
                        .reads(topics.vocabularyRequests(), topics.vocabularies(), topics.encoders(), topics.models())
                        .writes(topics.vocabularyRequests(), topics.vocabularies(), topics.encoders())
                        .writes(
                                topics.entityEvents(),
                                topics.features(),
                                topics.labels(),
                                topics.quarantine(),
                                topics.examples(),
                                topics.outcomes())
                        .reads(topics.profiles())
                        .writes(topics.profiles())
                        .groups(p + "profiler", PatternType.LITERAL)
                        .transactions(p + "profiler-")
                        .streams(p + "encode")
                        .streams(p + "history")
                        .streams(p + "join")
                        .reads(topics.outcomes())
                        .writes(topics.metrics())
                        .streams(p + "evaluate")
                        .repartitions(p + "evaluate")
                        .role(),
                role(
                                "scorer",
                                "The scorer; where scoring.shadows is enabled, it writes " + p
                                        + "shadow-predictions too.")
                        .reads(topics.features(), topics.models(), topics.modelChunks())
                        .writes(topics.predictions(), topics.quarantine())
                        .writes(shadows)
                        .groups(p + "scorer", PatternType.LITERAL)
                        .transactions(p + "scorer-")
                        .role(),
                role("trainer", "The trainer.")
                        .reads(topics.retrainRequests(), topics.examples(), topics.models(), topics.modelChunks())
                        .reads(
                                topics.modelRequests(),
                                topics.modelReferences(),
                                topics.modelLives(),
                                topics.modelUploads())
                        .writes(topics.models(), topics.modelChunks(), topics.modelReferences())
                        .writes(topics.modelDecisions(), topics.modelLives(), topics.trainingProgress())
                        .reads(topics.modelRevisions(), topics.learnerStates())
                        .writes(
                                topics.modelRevisions(),
                                topics.learnerStates(),
                                topics.modelUploads(),
                                topics.retrainRequests())
                        .groups(p + "online", PatternType.LITERAL)
                        .transactions(p + "online-")
                        .groups(p + "trainer", PatternType.LITERAL)
                        .transactions(p + "trainer-")
                        .groups(p + "life", PatternType.LITERAL)
                        .transactions(p + "life-")
                        .role(),
                role("drift-monitor", "The drift monitor, a Kafka Streams application, and its webhooks.")
                        .reads(
                                topics.features(),
                                topics.quarantine(),
                                topics.predictions(),
                                topics.outcomes(),
                                topics.models(),
                                topics.modelReferences())
                        .writes(topics.driftAlerts(), topics.retrainRequests(), topics.retrainDecisions())
                        .reads(topics.driftAlerts(), topics.alertReactions())
                        .writes(topics.undeliveredAlerts())
                        .groups(p + "webhook-", PatternType.PREFIXED)
                        .streams(p + "drift-monitor")
                        .repartitions(p + "drift-monitor")
                        .role(),
                role("replay", "The command millrace quarantine replay.")
                        .reads(topics.quarantine(), topics.replays())
                        .writes(topics.records(), topics.labels(), topics.replays())
                        .transactions(p + "replay")
                        .role(),
                role("on-call", "The commands millrace alerts list, ack, mute and unmute.")
                        .reads(topics.driftAlerts(), topics.alertReactions())
                        .writes(topics.alertReactions())
                        .role(),
                role("model-keeper", "The commands of millrace models, and millrace train.")
                        .reads(
                                topics.models(),
                                topics.modelChunks(),
                                topics.modelReferences(),
                                topics.modelRequests(),
                                topics.modelDecisions())
                        .reads(topics.trainingProgress(), topics.examples())
                        .writes(topics.modelRequests(), topics.modelUploads(), topics.retrainRequests())
                        .role(),
                role("operator", "Who looks in with millrace tail or quarantine; reads everything, writes nothing.")
                        .grant(ResourceType.TOPIC, p, PatternType.PREFIXED, READ)
                        .role()));
    }

    /** Empty where there is none of that name. */
    public Optional<Role> role(String name) {
        return roles.stream().filter(role -> role.name().equals(name)).findFirst();
    }

    private static Rights role(String name, String doc) {
        return new Rights(name, doc);
    }

    private static final class Rights {
        private final String name;
        private final String doc;
        private final List<Grant> grants = new ArrayList<>();

        Rights(String name, String doc) {
            this.name = name;
            this.doc = doc;
        }

        Rights reads(Topic<?>... topics) {
            return each(READ, topics);
        }

        Rights writes(Topic<?>... topics) {
            return each(WRITE, topics);
        }

        Rights groups(String group, PatternType pattern) {
            return grant(ResourceType.GROUP, group, pattern, READ);
        }

        Rights transactions(String prefix) {
            return grant(ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED, WRITE);
        }

        /** What Kafka Streams makes for itself: the changelogs of an application. */
        Rights streams(String application) {
            groups(application, PatternType.LITERAL);
            transactions(application + "-");
            return grant(ResourceType.TOPIC, application + "-", PatternType.PREFIXED, CREATE, READ, WRITE);
        }

        /** What an application that repartitions does besides: it deletes the records it has read. */
        Rights repartitions(String application) {
            return grant(ResourceType.TOPIC, application + "-", PatternType.PREFIXED, DELETE);
        }

        Rights grant(ResourceType type, String resource, PatternType pattern, AclOperation... operations) {
            grants.add(new Grant(type, resource, pattern, List.of(operations)));
            return this;
        }

        Role role() {
            return new Role(name, doc, grants);
        }

        private Rights each(AclOperation operation, Topic<?>... topics) {
            for (Topic<?> topic : topics) {
                grant(ResourceType.TOPIC, topic.name(), PatternType.LITERAL, operation);
            }
            return this;
        }
    }
}
