package io.millrace.cli;

import io.millrace.cli.bench.IngestHttpBench;
import io.millrace.cli.bench.Throughput;
import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures parts of the system on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        header = "Measure a part of the system on this machine, beside what it is made of.",
        subcommands = BenchCommand.IngestHttp.class)
final class BenchCommand {
    /** HTTP ingest beside a bare producer. */
    @Command(
            name = "ingest-http",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Records per second over HTTP, and with a bare producer of the same bytes.",
            description =
                    "%nStarts a broker, a registry and HTTP ingest in this process, and sends loan applications in batches from clients"
                            + " in this process too.")
    static final class IngestHttp implements Callable<Integer> {
        @Option(
                names = "--seconds",
                paramLabel = "N",
                defaultValue = "10",
                description = "How long each is measured, after half of it to warm up. Default: ${DEFAULT-VALUE}")
        private int seconds;

        @Option(
                names = "--clients",
                paramLabel = "N",
                defaultValue = "4",
                description = "Clients that send at once. Default: ${DEFAULT-VALUE}")
        private int clients;

        @Option(
                names = "--batch",
                paramLabel = "N",
                defaultValue = "500",
                description = "Records of a request. Default: ${DEFAULT-VALUE}")
        private int batch;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON.")
        private Path json;

        @Override
        public Integer call() throws Exception {
            Throughput result = new IngestHttpBench(seconds, clients, batch).run();
            System.out.printf(
                    Locale.ROOT,
                    "HTTP ingest    %,9.0f records/s (%d clients, batches of %d)%nbare producer  %,9.0f records/s%nratio          %9.2f%n",
                    result.httpPerSecond(),
                    clients,
                    batch,
                    result.barePerSecond(),
                    result.ratio());
            if (json != null) {
                write(result.json());
            }
            return 0;
        }

        private void write(String text) {
            try {
                Files.writeString(json, text);
            } catch (IOException e) {
                throw new ServiceFailure("cannot write --json " + json + ": " + e, e);
            }
        }
    }
}
