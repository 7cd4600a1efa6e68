package io.millrace.runtime;

import io.millrace.schemas.pipeline.InvalidDefinition;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs one service as a process of its own, until it is asked to stop or fails. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:stopped on request", "1:failed; the last line says why", "2:wrong command line"})
public final class ServiceMain implements Callable<Integer> {
    private final String name;
    private final Function<ServiceContext, Service> make;

    @Option(
            names = {"-p", "--pipeline"},
            required = true,
            paramLabel = "FILE",
            defaultValue = "${env:MILLRACE_PIPELINE}",
            description = "Pipeline definition. Environment: MILLRACE_PIPELINE.")
    private Path pipeline;

    @Mixin
    private ConnectionOptions kafka;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = "${env:MILLRACE_STATE_DIR:-.millrace/state}",
            description =
                    "Where it keeps what can be rebuilt from topics. Environment: MILLRACE_STATE_DIR. Default: .millrace/state")
    private Path stateDirectory;

    @Mixin
    private HttpOptions http;

    private ServiceMain(String name, Function<ServiceContext, Service> make) {
        this.name = name;
        this.make = make;
    }

    /** Never returns: ends the process with the documented exit codes. */
    public static void run(String name, String[] args, Function<ServiceContext, Service> make) {
        CommandLine line = new CommandLine(new ServiceMain(name, make)).setCommandName(name);
        line.setExecutionExceptionHandler((e, command, result) -> {
            boolean expected = e instanceof ServiceFailure || e instanceof InvalidDefinition;
            command.getErr().println(name + ": " + (expected ? e.getMessage() : e.toString()));
            return ExitCode.SOFTWARE;
        });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PipelineDefinition definition = ClassesOnly.of(PipelineReader.read(pipeline));
        KafkaConnection connection = kafka.connection()
                .orElseThrow(
                        () -> new ServiceFailure(
                                "no cluster named: give --bootstrap-servers and --schema-registry, or their environment variables"));
        HttpSettings endpoint = http.settings();
        Reachability.check(connection);
        ProcessMeters meters = new ProcessMeters();
        ServiceContext context = new ServiceContext(definition, connection, stateDirectory, meters.registry());
        TopicCreation.ensure(connection, context.topics(), definition.topics().replication());
        return serve(make.apply(context), endpoint, meters);
    }

    private int serve(Service service, HttpSettings settings, ProcessMeters meters) throws InterruptedException {
        meters.watch(name, service::health);
        List<Route> routes = new ArrayList<>(StatusRoutes.of(service::health, meters.registry()));
        routes.addAll(service.routes());
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            asked.countDown();
            await(closed);
        }));
        try (HttpEndpoint endpoint = HttpEndpoint.start(settings, routes)) {
            service.start();
            System.out.println(name + " is up; status on " + endpoint.url() + "/health");
            while (!asked.await(1, TimeUnit.SECONDS)) {
                if (service.health().isFailed()) {
                    throw new ServiceFailure(service.health().reason());
                }
            }
            return ExitCode.OK;
        } finally {
            service.close();
            meters.close();
            closed.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
