package io.millrace.cli;

import io.millrace.benchmarks.learners.LabelledStream;
import io.millrace.benchmarks.learners.LearnersBench;
import io.millrace.benchmarks.learners.LearnersResult;
import io.millrace.benchmarks.learners.NumberStream;
import io.millrace.benchmarks.learners.RegressorsBench;
import io.millrace.cli.audit.ReportFile;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What learning one example at a time costs. */
@Command(
        name = "learners",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Examples per CPU second of each online learner, predicting and then learning, and how right it was.",
        description =
                "%nOn one thread, from memory, on a stream that is made up or on a file. Needs no broker. Prints medians.")
final class BenchLearnersCommand implements Callable<Integer> {
    @ArgGroup(exclusive = false)
    private Rows file;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Examples that are made up where no file is given. Default: ${DEFAULT-VALUE}")
    private int examples;

    @Option(names = "--numbers", description = "Where no file is given, a number is predicted in place of a class.")
    private boolean numbers;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Turns of each learner that count, after one to warm up. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is standard output.")
    private Path json;

    /** A file and how it is read. */
    static final class Rows {
        @Option(
                names = {"-p", "--pipeline"},
                required = true,
                paramLabel = "FILE",
                description = "Pipeline definition (YAML) of the file, with label.column.")
        private Path pipeline;

        @Option(
                names = "--data",
                required = true,
                paramLabel = "FILE",
                description = "CSV with a header, or ARFF; may be gzipped.")
        private Path data;
    }

    @Override
    public Integer call() {
        LearnersResult result = file == null ? made() : of(PipelineReader.read(file.pipeline));
        System.out.print(result.table());
        if (json != null) {
            new ReportFile(json).write(result.json(), new PrintWriter(System.out, true));
        }
        return 0;
    }

    private LearnersResult made() {
        return numbers ? run(NumberStream.made(examples, seed)) : run(LabelledStream.made(examples, seed));
    }

    private LearnersResult of(PipelineDefinition pipeline) {
        return pipeline.label().isNumber()
                ? run(NumberStream.of(pipeline, file.data))
                : run(LabelledStream.of(pipeline, file.data));
    }

    private LearnersResult run(LabelledStream stream) {
        return new LearnersBench(stream, rounds).run(System.err::println);
    }

    private LearnersResult run(NumberStream stream) {
        return new RegressorsBench(stream, rounds).run(System.err::println);
    }
}
