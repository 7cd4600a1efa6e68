package io.millrace.runtime;

import io.millrace.schemas.serde.RegistryRefused;
import io.millrace.schemas.topics.Access;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What Kafka or the schema registry refuse a client: its login, its certificate, a right. Trying again does not help; each is told
 * in one line that says who, what, where and what to do.
 */
public final class Refusals {
    private static final String GRANT = ": grant it; millrace acls prints what each service needs";

    private final KafkaConnection kafka;
    private final Optional<Access.Role> role;

    /** For clients of no particular role. */
    public Refusals(KafkaConnection kafka) {
        this(kafka, Optional.empty());
    }

    private Refusals(KafkaConnection kafka, Optional<Access.Role> role) {
        this.kafka = kafka;
        this.role = role;
    }

    /** For the clients of a service, whose needs are known. */
    public static Refusals of(ServiceContext context, String role) {
        return new Refusals(context.kafka(), Access.of(context.pipeline()).role(role));
    }

    /** Whether that is a refusal, or was caused by one. */
    public static boolean isRefusal(Throwable e) {
        return Causes.of(e).anyMatch(Refusals::refuses);
    }

    /** One line about a refusal; empty where it is something else. */
    public Optional<String> explain(Throwable e) {
        return Causes.of(e)
                .filter(Refusals::refuses)
                .reduce((outer, inner) -> inner)
                .map(this::line);
    }

    /** The line, or else the message of the exception itself. */
    public String reason(Throwable e) {
        return explain(e).orElseGet(() -> String.valueOf(e.getMessage()));
    }

    /** The line, or else what did not go and the message of the exception itself. */
    public ServiceFailure failure(String what, Throwable e) {
        return new ServiceFailure(explain(e).orElse(what + ": " + e.getMessage()), e);
    }

    private static boolean refuses(Throwable e) {
        return e instanceof AuthenticationException
                || e instanceof AuthorizationException
                || e instanceof ConfigException
                || e instanceof RegistryRefused
                || refusesOffsets(e);
    }

    /** A right that goes between a fetch and its commit: the producer's exception has no type of its own, and names no topic. */
    private static boolean refusesOffsets(Throwable e) {
        return e instanceof KafkaException
                && String.valueOf(e.getMessage()).contains(Errors.TOPIC_AUTHORIZATION_FAILED.message());
    }

    private String line(Throwable e) {
        if (e instanceof RegistryRefused refused) {
            return registry(refused);
        }
        if (e instanceof AuthenticationException) {
            return login(e);
        }
        if (e instanceof AuthorizationException) {
            return right(e);
        }
        return refusesOffsets(e)
                ? mayNot("READ one of the topics that it reads" + reads())
                : "a setting of the Kafka clients cannot be used: " + e.getMessage();
    }

    private String login(Throwable e) {
        if (e instanceof SslAuthenticationException) {
            return CertificateRefusal.line(broker(), e, "MILLRACE_KAFKA_");
        }
        if (e instanceof UnsupportedSaslMechanismException || e instanceof IllegalSaslStateException) {
            return broker() + " does not take a login by " + mechanism() + " (" + e.getMessage()
                    + "): set MILLRACE_KAFKA_SASL_MECHANISM to one it takes, or use the port that takes this one";
        }
        return broker() + " refuses the login of " + user() + " (" + mechanism()
                + "): check MILLRACE_KAFKA_USERNAME and MILLRACE_KAFKA_PASSWORD_FILE, or what else holds the login, and that"
                + " the user exists";
    }

    private String right(Throwable e) {
        String what = e.getMessage();
        if (e instanceof TopicAuthorizationException topics) {
            what = topics.unauthorizedTopics().isEmpty()
                    ? "use a topic (" + e.getMessage() + ")"
                    : topics.unauthorizedTopics().stream()
                            .sorted()
                            .map(topic -> needed(ResourceType.TOPIC, topic) + " topic " + topic)
                            .collect(Collectors.joining(", "));
        } else if (e instanceof GroupAuthorizationException group) {
            what = "READ group " + group.groupId();
        } else if (e instanceof TransactionalIdAuthorizationException) {
            what = "WRITE by the transactional id it uses" + ids();
        } else if (e instanceof ClusterAuthorizationException) {
            what = "do this to the cluster (" + e.getMessage() + ")";
        }
        return mayNot(what);
    }

    private String mayNot(String what) {
        return "at " + kafka.bootstrapServers() + ", " + user() + " may not " + what + GRANT;
    }

    private String reads() {
        return role.map(known -> known.grants().stream()
                        .filter(grant -> grant.type() == ResourceType.TOPIC && grant.pattern() == PatternType.LITERAL)
                        .filter(grant -> grant.operations().contains(AclOperation.READ))
                        .map(Access.Grant::name)
                        .collect(Collectors.joining(", ", " (", ")")))
                .orElse("");
    }

    private String needed(ResourceType type, String name) {
        Set<AclOperation> operations = new TreeSet<>();
        role.ifPresent(known -> known.operations(type, name).forEach(operations::add));
        return operations.isEmpty()
                ? "use"
                : operations.stream().map(AclOperation::name).collect(Collectors.joining(" and "));
    }

    private String ids() {
        return role.map(known -> known.grants().stream()
                        .filter(grant -> grant.type() == ResourceType.TRANSACTIONAL_ID)
                        .map(grant -> grant.name() + "*")
                        .collect(Collectors.joining(", ", " (", ")")))
                .orElse("");
    }

    private String registry(RegistryRefused refused) {
        if (Causes.find(refused, SSLException.class).isPresent()) {
            return CertificateRefusal.line(
                    "the schema registry at " + kafka.schemaRegistry(), refused, "MILLRACE_SCHEMA_REGISTRY_");
        }
        return refused.getMessage()
                + ": check MILLRACE_SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO_FILE or ..._BEARER_AUTH_TOKEN_FILE,"
                + " and the rights of that user on the pipeline's subjects";
    }

    private String broker() {
        return "Kafka at " + kafka.bootstrapServers();
    }

    private String user() {
        return kafka.user().map(name -> "user '" + name + "'").orElse("this client");
    }

    private String mechanism() {
        String mechanism = kafka.properties().get("sasl.mechanism");
        return mechanism == null ? "no SASL mechanism" : "SASL " + mechanism;
    }
}
