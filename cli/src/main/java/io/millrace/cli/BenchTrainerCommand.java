package io.millrace.cli;

import io.millrace.benchmarks.train.TrainerBench;
import io.millrace.benchmarks.train.TrainerResult;
import io.millrace.cli.audit.ReportFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Training beside a bare loop, and how long a new model takes. */
@Command(
        name = "trainer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Training beside a bare DJL loop, reading a window, and how long from a request to a new champion.",
        description =
                "%nStarts a broker and a registry in this process. Trains the same net on the same rows with the trainer, with a bare DJL"
                        + " loop and with DJL's EasyTrain, in turns; reads one large window of examples; and asks a running trainer beside a running"
                        + " scorer for new models. Prints medians.")
final class BenchTrainerCommand implements Callable<Integer> {
    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Rows on which the nets are trained. Default: ${DEFAULT-VALUE}")
    private int rows;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "Passes over them, at most. Default: ${DEFAULT-VALUE}")
    private int epochs;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Examples that are read as one window. Default: ${DEFAULT-VALUE}")
    private int examples;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Examples of a retraining. Default: ${DEFAULT-VALUE}")
    private int window;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Turns of each that count, after one to warm up. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is standard output.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        TrainerBench bench = new TrainerBench(rows, epochs, examples, window, rounds);
        try (BenchCluster cluster = BenchCluster.start()) {
            TrainerResult result = bench.run(cluster.kafka(), cluster.state(), System.err::println);
            System.out.print(result.table());
            if (json != null) {
                new ReportFile(json).write(result.json(), new PrintWriter(System.out, true));
            }
        }
        return 0;
    }
}
