package io.millrace.cli;

import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.cli.process.DataDirectory;
import picocli.CommandLine.Option;

/** Ports of the embedded broker and registry. */
final class PortOptions {
    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description =
                    "Port of the embedded broker; 0 takes the one used last, or a free one. Default: ${DEFAULT-VALUE}")
    private int kafka;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of the embedded schema registry, likewise. Default: ${DEFAULT-VALUE}")
    private int registry;

    /** @throws io.millrace.runtime.ServiceFailure where a port is taken or the directory cannot be used */
    EmbeddedCluster start(DataDirectory directory) {
        return EmbeddedCluster.start(directory.kafka(), new EmbeddedCluster.Ports(kafka, registry));
    }
}
