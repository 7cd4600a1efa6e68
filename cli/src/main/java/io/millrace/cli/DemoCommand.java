package io.millrace.cli;

import io.millrace.cli.demo.Demo;
import io.millrace.cli.demo.DemoSettings;
import io.millrace.cli.process.Termination;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the whole system on generated or bundled data, and audits it. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header =
                "Run the whole system in one process on generated loan applications or bundled retail data, and audit it.",
        description = {
            "%nThe loan applications follow Agrawal, Imielinski & Swami (1993). A share of them is dirty, labels come late, and the"
                    + " rule behind the labels changes every 25,000 records or so. The end is an audit: every record counted, every"
                    + " change found, every model swap right."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every check holds",
            "1:failed; the last line says why",
            "2:wrong command line",
            "3:ran to its end, but a check does not hold; the summary says which"
        })
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            defaultValue = "loans",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private DemoSettings.Dataset dataset;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Records to send, dirty ones included. Default: 100000 for loans, all for foodmart")
    private Integer records;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "" + DemoSettings.DEFAULT_RATE,
            description = "Records per second; 0 is as fast as possible. Default: ${DEFAULT-VALUE}")
    private int rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of the generator. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--label-delay",
            paramLabel = "N",
            defaultValue = "500",
            description = "A label comes so many records after its record. Default: ${DEFAULT-VALUE}")
    private int labelDelay;

    @Option(
            names = "--dirty-share",
            paramLabel = "SHARE",
            description = "Share of dirty records, 0 to 0.5. Default: 0.05 for loans, 0 for foodmart")
    private Double dirtyShare;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Where everything is kept. A demo that was stopped or killed goes on from there. Default: a temporary directory, deleted at the end")
    private Path dataDirectory;

    @Option(names = "--keep-running", description = "Stay up after the summary, until Ctrl-C.")
    private boolean keepRunning;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the summary as JSON; - is standard output.")
    private Path json;

    @Option(names = "--plain", description = "No terminal control. Automatic where standard output is not a terminal.")
    private boolean plain;

    @Override
    public Integer call() throws Exception {
        DemoSettings settings = settings();
        PrintWriter out = new PrintWriter(System.out, true);
        try (Termination termination = new Termination();
                Demo demo = new Demo(
                        settings,
                        Optional.ofNullable(dataDirectory),
                        plain || System.console() == null,
                        out,
                        termination)) {
            boolean passed = demo.run(Optional.ofNullable(json));
            if (keepRunning) {
                demo.keepRunning();
            }
            return passed ? 0 : Millrace.CHECK_FAILED;
        }
    }

    private DemoSettings settings() {
        try {
            return new DemoSettings(
                    dataset,
                    records == null ? dataset.records() : records,
                    rate,
                    seed,
                    labelDelay,
                    dirtyShare == null ? dataset.dirtyShare() : dirtyShare);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
