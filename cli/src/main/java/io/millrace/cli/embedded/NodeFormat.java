package io.millrace.cli.embedded;

import io.millrace.runtime.ServiceFailure;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;

/** Makes an empty directory a Kafka node's, as {@code kafka-storage.sh format} does; a formatted one stays as it is. */
final class NodeFormat {
    private static final String META = "meta.properties";

    private NodeFormat() {}

    /**
     * Id of the cluster a node directory belongs to, formatted here where it is new.
     *
     * @throws ServiceFailure where it cannot be formatted, or is not a Kafka directory of this version
     */
    static String clusterIdOf(Path directory) {
        try {
            // Kafka writes this file last, and whole: without it nothing was ever kept here
            if (!Files.exists(directory.resolve(META))) {
                format(directory);
            }
            Properties meta = Utils.loadProps(directory.resolve(META).toString());
            String clusterId = meta.getProperty("cluster.id");
            if (clusterId == null) {
                throw new ServiceFailure(directory.resolve(META)
                        + " names no cluster.id: restore it, or choose another directory with --data-dir");
            }
            return clusterId;
        } catch (ServiceFailure e) {
            throw e;
        } catch (Exception e) { // Formatter declares it
            throw new ServiceFailure(
                    "cannot make " + directory + " a Kafka directory (" + e
                            + "): mend it, or choose another with --data-dir",
                    e);
        }
    }

    private static void format(Path directory) throws Exception {
        Files.createDirectories(directory);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerSettings.NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .run();
    }
}
