package io.millrace.cli;

import io.millrace.cli.report.JsonReport;
import io.millrace.cli.report.MetricsReport;
import io.millrace.cli.report.MetricsReport.Settings;
import io.millrace.cli.report.MetricsReport.Task;
import io.millrace.cli.report.Table;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How good predictions are. */
@Command(
        name = "metrics",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "All metrics of a CSV file of predictions, as JSON.",
        description = {
            "%nColumns: y_true and y_pred; y_score for the score of yes (y_true 1 or 0); y_prob_CLASS for the probabilities of"
                    + " classes; group for groups of people. A metric that is not defined is null."
        })
final class MetricsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "CSV file, may be gzipped.")
    private Path input;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "${COMPLETION-CANDIDATES}. By default what the columns look like.")
    private Optional<Task> task;

    @Option(
            names = "--threshold",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "Score from which on yes is predicted. Default: ${DEFAULT-VALUE}")
    private double threshold;

    @Option(
            names = "--window",
            paramLabel = "ROWS",
            defaultValue = "1000",
            description = "Window of prequential metrics. Default: ${DEFAULT-VALUE}")
    private int window;

    @Option(
            names = "--alpha",
            paramLabel = "SHARE",
            defaultValue = "0.999",
            description = "What a row counts for in fading metrics once the next has come. Default: ${DEFAULT-VALUE}")
    private double alpha;

    @Option(
            names = "--every",
            paramLabel = "ROWS",
            defaultValue = "1000",
            description = "Rows between two prequential reports. Default: ${DEFAULT-VALUE}")
    private int every;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            defaultValue = "-",
            description = "Where to write it; - is standard output. Default: ${DEFAULT-VALUE}")
    private Path json;

    @Override
    public Integer call() {
        Table rows = Table.read(input);
        Task judged = task.orElseGet(() -> MetricsReport.guess(rows));
        JsonReport.write(
                MetricsReport.of(rows, judged, settings()),
                json,
                spec.commandLine().getOut());
        return 0;
    }

    private Settings settings() {
        try {
            return new Settings(threshold, window, alpha, every);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
