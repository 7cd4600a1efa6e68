package io.millrace.cli;

import io.millrace.benchmarks.drift.DriftBench;
import io.millrace.benchmarks.drift.DriftResult;
import io.millrace.cli.audit.ReportFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** False alarms, and alarms. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "How often drift is seen where there is none, and how soon where there is some.",
        description =
                "%nBeside the usual fixed thresholds, on the same data. Needs no broker; the same seed gives the same figures.")
final class BenchDriftCommand implements Callable<Integer> {
    @Option(
            names = "--references",
            paramLabel = "N",
            defaultValue = "50",
            description = "References of each kind of data, 300 windows each. Default: ${DEFAULT-VALUE}")
    private int references;

    @Option(
            names = "--every",
            paramLabel = "WINDOWS",
            defaultValue = "50",
            description = "Windows between two false alarms, as configured. Default: ${DEFAULT-VALUE}")
    private int every;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is standard output.")
    private Path json;

    @Override
    public Integer call() {
        DriftResult result = new DriftBench(references, every, seed).run(System.err::println);
        System.out.print(result.table());
        if (json != null) {
            new ReportFile(json).write(result.json(), new PrintWriter(System.out, true));
        }
        return 0;
    }
}
