package io.millrace.cli;

import io.millrace.cli.report.DriftReport;
import io.millrace.cli.report.JsonReport;
import io.millrace.cli.report.NumberLines;
import io.millrace.cli.report.PageFile;
import io.millrace.cli.report.Table;
import io.millrace.statistics.drift.Detector;
import io.millrace.statistics.drift.Detectors;
import io.millrace.statistics.drift.Signal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Drift in files, without a broker. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        header = "Find drift in files, without a broker.",
        subcommands = {DriftCommand.Report.class, DriftCommand.Detect.class})
final class DriftCommand {
    /** How two files differ. */
    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Compare the columns of two CSV files by every two-sample statistic.",
            description = {
                "%nA column whose values are all numbers is compared as numbers, any other as categories. Which columns differ is"
                        + " decided over all of them at once, so that of those named 5 %% are false on average, not 5 %% of all."
            })
    static final class Report implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--reference",
                required = true,
                paramLabel = "FILE",
                description = "CSV file of before, may be gzipped.")
        private Path reference;

        @Option(
                names = "--current",
                required = true,
                paramLabel = "FILE",
                description = "CSV file of now, may be gzipped.")
        private Path current;

        @Option(
                names = "--categorical",
                paramLabel = "COLUMN",
                split = ",",
                description = "Columns whose numbers are names.")
        private Set<String> categorical = Set.of();

        @Option(names = "--html", paramLabel = "FILE", description = "Write the report as one HTML file.")
        private Optional<Path> html;

        @Option(
                names = "--json",
                paramLabel = "FILE",
                description = "Write all statistics as JSON; - is standard output.")
        private Optional<Path> json;

        @Override
        public Integer call() {
            DriftReport report = DriftReport.of(Table.read(reference), Table.read(current), categorical);
            PrintWriter out = spec.commandLine().getOut();
            html.ifPresent(file -> PageFile.write(report.html(), file));
            json.ifPresent(file -> JsonReport.write(report.tree(), file, out));
            if (json.filter(file -> file.toString().equals("-")).isEmpty()) {
                out.print(report.shown());
                out.flush();
            }
            return 0;
        }
    }

    /** Where a stream of numbers changed. */
    @Command(
            name = "detect",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header =
                    "Run a sequential detector over a file of numbers, one a line, such as the errors of a model (0 and 1).")
    static final class Detect implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--detector", required = true, paramLabel = "NAME", description = "Such as adwin.")
        private String detector;

        @Option(
                names = "--set",
                paramLabel = "NAME=NUMBER",
                description = "A parameter of the detector, such as delta=0.01.")
        private Map<String, Double> parameters = Map.of();

        @Option(
                names = "--input",
                required = true,
                paramLabel = "FILE",
                description = "Numbers, one a line, may be gzipped.")
        private Path input;

        @Option(
                names = "--json",
                paramLabel = "FILE",
                defaultValue = "-",
                description = "Where to write it; - is standard output. Default: ${DEFAULT-VALUE}")
        private Path json;

        @Override
        public Integer call() {
            Detector watching = detector();
            List<Integer> changes = new ArrayList<>();
            List<Integer> warnings = new ArrayList<>();
            double[] numbers = NumberLines.read(input);
            for (int i = 0; i < numbers.length; i++) {
                Signal signal = watching.update(numbers[i]);
                if (signal == Signal.DRIFT) {
                    changes.add(i);
                } else if (signal == Signal.WARNING) {
                    warnings.add(i);
                }
            }
            JsonReport.write(
                    report(numbers.length, changes, warnings),
                    json,
                    spec.commandLine().getOut());
            return 0;
        }

        private Detector detector() {
            try {
                return Detectors.of(detector, parameters);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--detector: " + e.getMessage(), e);
            }
        }

        /** Places are counted from 0. */
        private Map<String, Object> report(int n, List<Integer> changes, List<Integer> warnings) {
            Map<String, Double> values = new LinkedHashMap<>(Detectors.defaults(detector));
            values.putAll(parameters);
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("detector", detector);
            report.put("parameters", values);
            report.put("n", n);
            report.put("changes", changes);
            report.put("n_changes", changes.size());
            report.put("warnings", warnings.size());
            report.put("first_warning", warnings.isEmpty() ? -1 : warnings.get(0));
            return report;
        }
    }
}
