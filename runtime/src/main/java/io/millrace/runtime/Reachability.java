package io.millrace.runtime;

import io.millrace.schemas.serde.RegistryRefused;
import io.millrace.schemas.serde.RegistryUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Asks broker and registry for a sign of life, so that a wrong address is one clear line and not a stack trace. */
public final class Reachability {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Reachability() {}

    /** @throws ServiceFailure where either does not answer within twenty seconds, or refuses this client */
    public static void check(KafkaConnection kafka) {
        checkBroker(kafka);
        checkRegistry(kafka);
    }

    static void checkBroker(KafkaConnection kafka) {
        Map<String, Object> settings = kafka.admin();
        settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        settings.put("request.timeout.ms", (int) PATIENCE.toMillis());
        try (Admin admin = Admin.create(settings)) {
            admin.describeCluster().clusterId().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new ServiceFailure(new Refusals(kafka).explain(e).orElseGet(() -> noBroker(kafka, e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceFailure("interrupted while waiting for " + kafka.bootstrapServers(), e);
        }
    }

    private static String noBroker(KafkaConnection kafka, Exception e) {
        Throwable root = Causes.of(e).reduce((outer, inner) -> inner).orElse(e);
        if (Causes.find(e, LoginException.class).isPresent()) {
            return "no login for Kafka at " + kafka.bootstrapServers() + " (" + root.getMessage()
                    + "): check the MILLRACE_KAFKA_SASL_* settings";
        }
        return "no Kafka broker answers at " + kafka.bootstrapServers()
                + ": check the address and that the broker runs (--bootstrap-servers), and that security.protocol is the"
                + " port's, or start one with: millrace up (" + root.getMessage() + ")";
    }

    private static void checkRegistry(KafkaConnection kafka) {
        try {
            kafka.registry().check();
        } catch (RegistryRefused e) {
            throw new ServiceFailure(new Refusals(kafka).reason(e), e);
        } catch (RegistryUnavailable e) {
            throw new ServiceFailure(
                    "no schema registry answers at " + kafka.schemaRegistry()
                            + ": check the address and that it runs (--schema-registry), or start one with: millrace up ("
                            + Causes.of(e)
                                    .reduce((outer, inner) -> inner)
                                    .orElse(e)
                                    .getMessage() + ")",
                    e);
        }
    }
}
