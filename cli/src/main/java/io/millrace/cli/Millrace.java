package io.millrace.cli;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.InvalidDefinition;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code millrace} command. */
@Command(
        name = "millrace",
        mixinStandardHelpOptions = true,
        versionProvider = Millrace.Version.class,
        sortOptions = false,
        header = "Online learning and monitoring on Kafka streams.%n",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            IngestCommand.class,
            TailCommand.class,
            AlertsCommand.class,
            ModelsCommand.class,
            TrainCommand.class,
            QuarantineCommand.class,
            AuditCommand.class,
            PipelinesCommand.class,
            CleanCommand.class,
            BacktestCommand.class,
            DriftCommand.class,
            MetricsCommand.class,
            AclsCommand.class,
            BenchCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:something failed; the last line on standard error says what, where and what to do",
            "2:wrong command line",
            "3:a demo or an audit ran to its end, but one of its checks does not hold"
        })
public final class Millrace {
    static final int FAILED = 1;
    static final int CHECK_FAILED = 3;

    private Millrace() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Millrace())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, arguments) -> misused(e))
                .setExecutionExceptionHandler((e, command, result) -> {
                    boolean expected = e instanceof ServiceFailure || e instanceof InvalidDefinition;
                    command.getErr().println(expected ? "millrace: " + e.getMessage() : "millrace: unexpected: " + e);
                    if (!expected) {
                        e.printStackTrace(command.getErr());
                    }
                    return FAILED;
                });
    }

    /** A line about what is wrong, and one about where to look; all subcommands only where one is missing. */
    private static int misused(ParameterException e) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("millrace: " + e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            if (command.getSubcommands().isEmpty()) {
                command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
            } else {
                command.usage(command.getErr());
            }
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Millrace.class.getPackage().getImplementationVersion();
            return new String[] {"millrace " + (version == null ? "development build" : version)};
        }
    }
}
