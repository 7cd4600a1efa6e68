package io.millrace.cli;

import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.cli.process.DataDirectory;
import io.millrace.cli.process.Part;
import io.millrace.cli.process.Services;
import io.millrace.cli.process.Termination;
import io.millrace.runtime.Health;
import io.millrace.runtime.HttpEndpoint;
import io.millrace.runtime.HttpOptions;
import io.millrace.runtime.HttpSettings;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ProcessMeters;
import io.millrace.runtime.Reachability;
import io.millrace.runtime.Route;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.StatusRoutes;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a pipeline until it is asked to stop. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header =
                "Run a pipeline: Kafka, schema registry and all services in this process, or services against an existing cluster.",
        description = {
            "%nWithout --bootstrap-servers, a Kafka broker and a schema registry are started in this process; their data and"
                    + " everything else is kept in one directory and survives a restart. Ctrl-C stops cleanly.",
            "%nProduce to the pipeline's records topic with any Kafka client, or with: millrace ingest"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:stopped on request", "1:failed; the last line says why", "2:wrong command line"})
final class UpCommand implements Callable<Integer> {
    private static final long WORD_EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

    @Mixin
    private PipelineOptions pipeline;

    @Mixin
    private PortOptions ports;

    @Option(
            names = "--services",
            split = ",",
            paramLabel = "NAME",
            description = "Run only these, separated by commas: ${COMPLETION-CANDIDATES}. Default: all")
    private List<Part> parts = Arrays.asList(Part.values());

    @Mixin
    private HttpOptions http;

    @Override
    public Integer call() throws Exception {
        PipelineDefinition definition = pipeline.definition();
        HttpSettings endpoint = http.settings();
        DataDirectory directory = pipeline.dataDirectory(definition).open();
        try (Termination termination = new Termination()) {
            Optional<KafkaConnection> named = pipeline.kafka().connection();
            if (named.isPresent()) {
                Reachability.check(named.get());
                serve(definition, named.get(), endpoint, directory, termination);
            } else {
                try (EmbeddedCluster cluster = ports.start(directory)) {
                    termination.endOn(cluster.failure());
                    directory.write(cluster.connection());
                    serve(definition, cluster.connection(), endpoint, directory, termination);
                }
            }
            return 0;
        }
    }

    private void serve(
            PipelineDefinition definition,
            KafkaConnection connection,
            HttpSettings settings,
            DataDirectory directory,
            Termination termination)
            throws InterruptedException {
        try (ProcessMeters meters = new ProcessMeters();
                Services services = Services.start(
                        new ServiceContext(definition, connection, directory.state(), meters.registry()),
                        EnumSet.copyOf(parts));
                HttpEndpoint endpoint = HttpEndpoint.start(settings, routes(services, meters))) {
            services.watch(meters);
            System.out.printf("Kafka            %s%n", connection.bootstrapServers());
            System.out.printf("Schema registry  %s%n", connection.schemaRegistry());
            System.out.printf("HTTP             %s/health  /ready  /metrics%n", endpoint.url());
            services.routes().stream()
                    .filter(route ->
                            route.method().equals("POST") && !route.path().contains("{version}"))
                    .forEach(route -> System.out.printf("                 %s %s%n", route.method(), route.path()));
            System.out.printf("Data             %s%n", directory.path());
            System.out.printf(
                    "Topics           %s → %s, %s%n",
                    Topics.of(definition).records().name(),
                    Topics.of(definition).predictions().name(),
                    Topics.of(definition).driftAlerts().name());
            System.out.printf(
                    "Next             millrace ingest -p %1$s --rate 500 data.csv   |   millrace tail predictions -p %1$s%n",
                    pipeline.file());
            run(services, termination);
            System.out.println("Stopping.");
        }
    }

    private static void run(Services services, Termination termination) throws InterruptedException {
        boolean saidReady = false;
        long toldNanos = System.nanoTime();
        while (!termination.asked(500)) {
            services.check();
            Health health = services.health();
            if (!saidReady && health.isReady()) {
                System.out.println("Ready. Ctrl-C stops.");
                saidReady = true;
            } else if (!saidReady && System.nanoTime() - toldNanos > WORD_EVERY_NANOS) {
                System.out.println("Still starting: " + health.reason());
                toldNanos = System.nanoTime();
            }
        }
    }

    private static List<Route> routes(Services services, ProcessMeters meters) {
        List<Route> routes = new ArrayList<>(StatusRoutes.of(services::health, meters.registry()));
        routes.addAll(services.routes());
        return routes;
    }
}
