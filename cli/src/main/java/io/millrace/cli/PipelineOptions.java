package io.millrace.cli;

import io.millrace.cli.process.DataDirectory;
import io.millrace.runtime.ConnectionOptions;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Reachability;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which pipeline, and on which cluster it runs. */
final class PipelineOptions {
    @Option(
            names = {"-p", "--pipeline"},
            required = true,
            paramLabel = "FILE",
            description = "Pipeline definition (YAML). Make one with: millrace pipelines init")
    private Path file;

    @Mixin
    private ConnectionOptions kafka;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Directory of the embedded cluster. Default: .millrace/<pipeline>")
    private Path dataDirectory;

    /** @throws io.millrace.schemas.pipeline.InvalidDefinition with every problem found */
    PipelineDefinition definition() {
        return PipelineReader.read(file);
    }

    Path file() {
        return file;
    }

    ConnectionOptions kafka() {
        return kafka;
    }

    DataDirectory dataDirectory(PipelineDefinition definition) {
        return DataDirectory.of(dataDirectory, definition.name());
    }

    /** The cluster that was named, or else the one that {@code millrace up} last started in the data directory; it answers. */
    KafkaConnection reachable(PipelineDefinition definition) {
        DataDirectory directory = dataDirectory(definition);
        KafkaConnection connection = kafka.connection()
                .or(directory::connection)
                .orElseThrow(() ->
                        new ServiceFailure("no cluster for pipeline " + definition.name() + ": nothing was started in "
                                + directory.path() + ". Start it with: millrace up -p " + file
                                + ", or name one with --bootstrap-servers and --schema-registry"));
        Reachability.check(connection);
        return connection;
    }
}
