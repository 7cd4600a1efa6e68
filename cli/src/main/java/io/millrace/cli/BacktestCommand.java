package io.millrace.cli;

import io.millrace.cli.backtest.Backtest;
import io.millrace.cli.backtest.BacktestResult;
import io.millrace.cli.backtest.Served;
import io.millrace.cli.backtest.ServedTopic;
import io.millrace.cli.report.JsonReport;
import io.millrace.cli.report.PageFile;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Test, then train, over a file. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "How well online learning would have done on a file: each row is predicted, then learned.",
        description = {
            "%nCleans and encodes by the pipeline definition, without a broker, and learns by a portfolio of online learners, beside"
                    + " repeating the last label (noChange) and the most frequent one, or the mean of numbers so far (majority). Beside them runs the loop of the services: a champion"
                    + " trained on windows, or learnt online where training.online is enabled, the drift monitor with its episodes, retraining, gate and shadow. The same file and definition give the"
                    + " same figures."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; the last line says why",
            "2:wrong command line",
            "3:with --served: an answer differs from what its model says here"
        })
final class BacktestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelineOptions pipeline;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "CSV with a header, or ARFF; may be gzipped.")
    private Path data;

    @Option(names = "--limit", paramLabel = "N", description = "Rows to read, at most.")
    private Optional<Long> limit;

    @Option(
            names = "--label-delay",
            paramLabel = "N",
            defaultValue = "0",
            description = "Rows that are predicted before the label of a row is known. Default: ${DEFAULT-VALUE}")
    private int labelDelay;

    @Option(
            names = "--pace",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Rows that come in a second, for what the definition has by the clock: with training.online also how far apart revisions are. Default: ${DEFAULT-VALUE}")
    private int pace;

    @Option(
            names = "--no-loop",
            description = "Online learners only: no champion that is trained on windows, no drift monitor.")
    private boolean noLoop;

    @Option(
            names = "--served",
            description =
                    "Beside this, put each answer that the running system gave to a row of the file next to what the same model says here. Needs the cluster; nothing else does.")
    private boolean servedToo;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is standard output.")
    private Optional<Path> json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write curves and figures as one HTML file.")
    private Optional<Path> html;

    @Override
    public Integer call() throws Exception {
        if (labelDelay < 0 || pace < 1 || limit.filter(most -> most < 1).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--label-delay must not be negative, and --limit and --pace must be at least 1");
        }
        PipelineDefinition definition = pipeline.definition();
        Backtest.Settings settings = new Backtest.Settings(limit.orElse(Long.MAX_VALUE), labelDelay, !noLoop, pace);
        Optional<Served> served = servedToo
                ? Optional.of(new ServedTopic(definition, pipeline.reachable(definition)).read())
                : Optional.empty();
        try {
            show(new Backtest(definition, settings, served).run(data));
        } finally {
            served.ifPresent(Served::close);
        }
        return served.map(Served::agrees).orElse(true) ? 0 : Millrace.CHECK_FAILED;
    }

    private void show(BacktestResult result) {
        PrintWriter out = spec.commandLine().getOut();
        html.ifPresent(file -> PageFile.write(result.html(), file));
        json.ifPresent(file -> JsonReport.write(result.tree(), file, out));
        if (json.filter(file -> file.toString().equals("-")).isEmpty()) {
            out.print(result.shown());
            out.flush();
        }
    }
}
