package io.millrace.runtime;

import io.millrace.schemas.pipeline.InvalidDefinition;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the topics of a pipeline and ends: the one step for which a user needs the right to create topics. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header =
                "Make the topics of a pipeline that are missing, and end. Waits a minute for a cluster that is coming up.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every topic is there", "1:failed; the last line says why", "2:wrong command line"})
public final class TopicsMain implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 1_000;

    @Option(
            names = {"-p", "--pipeline"},
            required = true,
            paramLabel = "FILE",
            defaultValue = "${env:MILLRACE_PIPELINE}",
            description = "Pipeline definition. Environment: MILLRACE_PIPELINE.")
    private Path pipeline;

    @Mixin
    private ConnectionOptions kafka;

    private final Map<String, String> environment;

    TopicsMain(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new TopicsMain(environment)).setExecutionExceptionHandler((e, command, result) -> {
            boolean expected = e instanceof ServiceFailure || e instanceof InvalidDefinition;
            command.getErr().println("topics: " + (expected ? e.getMessage() : e.toString()));
            return ExitCode.SOFTWARE;
        });
    }

    @Override
    public Integer call() throws InterruptedException {
        PipelineDefinition definition = PipelineReader.read(pipeline);
        KafkaConnection connection = kafka.brokers(environment);
        Topics topics = Topics.of(definition);
        long start = System.nanoTime();
        while (true) {
            try {
                Reachability.checkBroker(connection);
                TopicCreation.ensureAll(connection, topics, definition.topics().replication());
                System.out.println(
                        "topics: the " + topics.all().size() + " topics of " + definition.name() + " are there");
                return ExitCode.OK;
            } catch (ServiceFailure e) {
                if (!mayPass(e) || System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** No answer yet, or fewer brokers yet than a topic has replicas. */
    private static boolean mayPass(ServiceFailure e) {
        return !Refusals.isRefusal(e)
                && Causes.of(e)
                        .anyMatch(cause -> cause instanceof RetriableException
                                || cause instanceof InvalidReplicationFactorException
                                || cause instanceof java.util.concurrent.TimeoutException);
    }
}
