package io.millrace.cli;

import io.millrace.benchmarks.score.InferenceBench;
import io.millrace.benchmarks.score.InferenceResult;
import io.millrace.cli.audit.ReportFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Inference over HTTP. */
@Command(
        name = "inference",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Requests per second for inference over HTTP, and how long they take, as connections grow.",
        description =
                "%nStarts a broker, a registry and a scorer in this process, and asks it for predictions of vectors of twenty numbers and"
                        + " three categories, from clients in this process too.")
final class BenchInferenceCommand implements Callable<Integer> {
    @Option(
            names = "--connections",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,8,32,128",
            description = "How many ask at once, step by step. Default: ${DEFAULT-VALUE}")
    private List<Integer> connections;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1",
            description = "Vectors of a request. Default: ${DEFAULT-VALUE}")
    private int rows;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "15",
            description = "How long each step takes; the first third warms up. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is standard output.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        try (BenchCluster cluster = BenchCluster.start()) {
            InferenceResult result = new InferenceBench(cluster.kafka(), cluster.state(), connections, rows, seconds)
                    .run(System.err::println);
            System.out.print(result.table());
            if (json != null) {
                new ReportFile(json).write(result.json(), new PrintWriter(System.out, true));
            }
        }
        return 0;
    }
}
