package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.RegistryRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = Refusals.of(
            new ServiceContext(
                    PipelineReader.parse("""
                            name: loans
                            task: binary-classification
                            label: {classes: [a, b]}
                            columns: [{name: age, type: numeric}]
                            """, "p.yaml"),
                    new KafkaConnection(
                            "k:9093",
                            "https://r",
                            Map.of(
                                    "sasl.mechanism",
                                    "SCRAM-SHA-512",
                                    "sasl.jaas.config",
                                    "x required username=\"ann\" password=\"p\";")),
                    Path.of("state"),
                    new SimpleMeterRegistry()),
            "scorer");

    @Test
    void shouldSayWhoMayNotDoWhat() {
        assertThat(refusals.reason(new KafkaException(new TopicAuthorizationException(Set.of("loans.features")))))
                .isEqualTo(
                        "at k:9093, user 'ann' may not READ topic loans.features: grant it; millrace acls prints what each"
                                + " service needs");
        assertThat(refusals.reason(new TopicAuthorizationException(Set.of("loans.predictions"))))
                .contains("may not WRITE topic loans.predictions");
        assertThat(refusals.reason(GroupAuthorizationException.forGroupId("loans.scorer")))
                .contains("may not READ group loans.scorer");
        assertThat(refusals.reason(new TransactionalIdAuthorizationException("no")))
                .contains("WRITE by the transactional id it uses (loans.scorer-*)");
        assertThat(refusals.reason(new ClusterAuthorizationException("no"))).contains("do this to the cluster");
    }

    /** As the producer says it, where READ is taken away between a fetch and its commit. */
    @Test
    void shouldSayWhichTopicsMayBeMeantWhereOffsetsAreRefused() {
        assertThat(refusals.reason(new KafkaException(
                        "stopped",
                        new KafkaException(
                                "Unexpected error in TxnOffsetCommitResponse: Topic authorization failed."))))
                .startsWith("at k:9093, user 'ann' may not READ one of the topics that it reads");
    }

    @Test
    void shouldSayWhatIsWrongWithALogin() {
        assertThat(refusals.reason(new SaslAuthenticationException("no")))
                .startsWith(
                        "Kafka at k:9093 refuses the login of user 'ann' (SASL SCRAM-SHA-512): check MILLRACE_KAFKA_USERNAME");
        assertThat(refusals.reason(new UnsupportedSaslMechanismException("enabled are [PLAIN]")))
                .contains("does not take a login by SASL SCRAM-SHA-512 (enabled are [PLAIN])");
    }

    @Test
    void shouldSayWhatIsWrongWithACertificate() {
        assertThat(refusals.reason(tls(new CertPathValidatorException(new CertificateExpiredException("NotAfter: x")))))
                .isEqualTo("the certificate of Kafka at k:9093 has expired (NotAfter: x): renew it there");
        assertThat(refusals.reason(tls(new CertPathValidatorException("no path"))))
                .startsWith("nobody this client trusts has signed the certificate of Kafka at k:9093");
        assertThat(refusals.reason(tls(new CertificateException("No name matching k found"))))
                .contains("is not good for it (No name matching k found)");
        assertThat(refusals.reason(tls(new SSLHandshakeException("Received fatal alert: certificate_expired"))))
                .contains("refuses the certificate of this client", "MILLRACE_KAFKA_SSL_KEYSTORE_LOCATION");
    }

    @Test
    void shouldSayWhatTheRegistryRefuses() {
        assertThat(refusals.reason(new KafkaException(
                        new RegistryRefused("https://r", "subject s: HTTP 403", new IOException("no")))))
                .startsWith(
                        "the schema registry at https://r refuses subject s: HTTP 403 (no): check MILLRACE_SCHEMA_REGISTRY");
    }

    @Test
    void shouldTellARefusalFromSomethingThatMayPass() {
        assertThat(Refusals.isRefusal(new KafkaException(new SaslAuthenticationException("no"))))
                .isTrue();
        assertThat(Refusals.isRefusal(new TimeoutException("no"))).isFalse();
        assertThat(refusals.explain(new TimeoutException("no"))).isEmpty();
        assertThat(refusals.reason(new TimeoutException("no answer"))).isEqualTo("no answer");
    }

    private static SslAuthenticationException tls(Exception cause) {
        SSLHandshakeException handshake = new SSLHandshakeException("handshake failed");
        handshake.initCause(cause);
        return new SslAuthenticationException("SSL handshake failed", handshake);
    }
}
