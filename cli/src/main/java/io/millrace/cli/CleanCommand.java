package io.millrace.cli;

import io.millrace.cli.clean.CleanRun;
import io.millrace.cli.clean.Findings;
import io.millrace.schemas.pipeline.PipelineReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tries the rules of a pipeline on a file. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Try a pipeline's cleaning rules on a CSV file, without a broker.",
        description = {
            "%nPuts every line through the same classes as the running pipeline and says what becomes of it, so that rules"
                    + " can be tried before they go live. Each line is one row."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every line was looked at, whatever became of it",
            "1:failed; the last line says why",
            "2:wrong command line"
        })
final class CleanCommand implements Callable<Integer> {
    @Option(
            names = {"-p", "--pipeline"},
            required = true,
            paramLabel = "FILE",
            description = "Pipeline definition (YAML).")
    private Path pipeline;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "CSV file with a header, may be gzipped.")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Write the clean records here, accepted or late: a CSV row each, empty where a value is missing.")
    private Optional<Path> out;

    @Option(
            names = "--dispositions",
            paramLabel = "FILE",
            description = "Write what became of each line here: line, disposition, id, field, message.")
    private Optional<Path> dispositions;

    @Override
    public Integer call() {
        CleanRun run = new CleanRun(
                PipelineReader.read(pipeline), data, InstantSource.system().instant());
        Findings findings = run.run(out, dispositions);
        System.out.print(findings.shown(data.toString()));
        return 0;
    }
}
