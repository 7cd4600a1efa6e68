package io.millrace.cli.embedded;

import io.millrace.runtime.ServiceFailure;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker that was killed, as far as the cluster's metadata still takes it for alive. It must be fenced before the next one
 * starts: a broker that begins with metadata in which it leads every partition resumes the transactions it finds, and when the
 * controller then fences its dead predecessor, the partitions have no leader for a moment, which Kafka 4.3.1 takes for deleted
 * partitions ({@code KRaftMetadataCache.getPartitionLeaderEndpoint}). It skips their transaction markers, and the transaction
 * hangs for ever, or half of it is undone.
 */
final class DeadBroker {
    private static final Logger LOG = LoggerFactory.getLogger(DeadBroker.class);
    private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";
    private static final long PATIENCE_SECONDS = 10;
    private static final long PAUSE_MILLIS = 20;

    private DeadBroker() {}

    /** Runs the controller alone until it has fenced the broker that was killed here, if one was. */
    static void fence(ChosenPorts ports, Path node) throws Exception {
        if (Files.exists(node.resolve(CLEAN_SHUTDOWN)) || !Files.exists(node.resolve("__cluster_metadata-0"))) {
            return;
        }
        KafkaRaftServer controller = new KafkaRaftServer(new KafkaConfig(alone(ports, node), false), Time.SYSTEM);
        try {
            controller.startup();
            if (!isFenced()) {
                LOG.warn("the broker that was killed is not fenced after {} s", PATIENCE_SECONDS);
            }
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static Map<String, String> alone(ChosenPorts ports, Path node) {
        Map<String, String> settings = new HashMap<>(BrokerSettings.of(ports, node));
        settings.put("process.roles", "controller");
        settings.put("listeners", settings.get("listeners").replaceFirst("^[^,]*,", ""));
        settings.remove("advertised.listeners");
        settings.put("broker.session.timeout.ms", "500");
        settings.put("broker.heartbeat.interval.ms", "100");
        return settings;
    }

    private static boolean isFenced() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            if (gauge("ActiveControllerCount") == 1
                    && gauge("FencedBrokerCount") == 1
                    && gauge("ActiveBrokerCount") == 0) {
                return true;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return false;
    }

    private static int gauge(String name) {
        try {
            Object value = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("kafka.controller:type=KafkaController,name=" + name), "Value");
            return ((Number) value).intValue();
        } catch (InstanceNotFoundException e) {
            return -1; // the controller is not that far
        } catch (JMException e) {
            throw new ServiceFailure("the embedded Kafka's controller does not tell its state: " + e, e);
        }
    }
}
