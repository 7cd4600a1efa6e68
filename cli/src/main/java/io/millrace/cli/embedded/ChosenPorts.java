package io.millrace.cli.embedded;

import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Properties;

/**
 * The ports a cluster listens on: those asked for, else those it had last time, else free ones. Clients that outlive a restart so
 * find it again.
 *
 * @param controller where the broker talks to its own controller
 */
record ChosenPorts(int kafka, int controller, int registry) {
    private static final String KAFKA = "kafka";
    private static final String CONTROLLER = "controller";
    private static final String REGISTRY = "registry";

    /** @throws ServiceFailure where a port that was asked for is taken */
    static ChosenPorts of(EmbeddedCluster.Ports wanted, Optional<ChosenPorts> last) {
        demandFree(wanted.kafka(), "Kafka broker", "--kafka-port");
        demandFree(wanted.registry(), "schema registry", "--registry-port");
        if (wanted.kafka() != 0 && wanted.kafka() == wanted.registry()) {
            throw new ServiceFailure(
                    "--kafka-port and --registry-port are both " + wanted.kafka() + ": choose two ports");
        }
        // held open until all are chosen, so that they differ
        try (ServerSocket kafka = hold(wanted.kafka(), last.map(ChosenPorts::kafka));
                ServerSocket registry = hold(wanted.registry(), last.map(ChosenPorts::registry));
                ServerSocket controller = hold(0, last.map(ChosenPorts::controller))) {
            return new ChosenPorts(kafka.getLocalPort(), controller.getLocalPort(), registry.getLocalPort());
        } catch (IOException e) {
            throw new ServiceFailure("no free port on " + LoopbackPort.ADDRESS + ": " + e.getMessage(), e);
        }
    }

    /** Empty where the properties are not all there. */
    static Optional<ChosenPorts> read(Properties properties) {
        try {
            return Optional.of(new ChosenPorts(
                    Integer.parseInt(properties.getProperty(KAFKA)),
                    Integer.parseInt(properties.getProperty(CONTROLLER)),
                    Integer.parseInt(properties.getProperty(REGISTRY))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty(KAFKA, Integer.toString(kafka));
        properties.setProperty(CONTROLLER, Integer.toString(controller));
        properties.setProperty(REGISTRY, Integer.toString(registry));
        return properties;
    }

    private static void demandFree(int port, String what, String option) {
        if (port != 0 && !LoopbackPort.isFree(port)) {
            throw new ServiceFailure("port " + port + " on " + LoopbackPort.ADDRESS + ", asked for as the embedded "
                    + what + "'s, is taken: choose another with " + option + ", or stop what uses it");
        }
    }

    private static ServerSocket hold(int wanted, Optional<Integer> last) throws IOException {
        if (wanted != 0) {
            return LoopbackPort.bound(wanted);
        }
        return LoopbackPort.bound(last.filter(LoopbackPort::isFree).orElse(0));
    }
}
