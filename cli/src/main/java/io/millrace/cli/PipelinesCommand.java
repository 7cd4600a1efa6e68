package io.millrace.cli;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.DefinitionInference;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes and checks pipeline definitions. */
@Command(
        name = "pipelines",
        mixinStandardHelpOptions = true,
        header = "Make and check pipeline definitions.",
        subcommands = {PipelinesCommand.Init.class, PipelinesCommand.Check.class})
final class PipelinesCommand {
    @Command(
            name = "init",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Infer a pipeline definition from a sample of the data.",
            description =
                    "%nReads the first rows, guesses what each column holds, and writes a definition to look over and change.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:written", "1:failed; the last line says why", "2:wrong command line"})
    static final class Init implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "FILE", description = "CSV with a header, or ARFF; may be gzipped.")
        private Path data;

        @Option(names = "--label", required = true, paramLabel = "COLUMN", description = "Column to predict.")
        private String label;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "Name of the pipeline. Default: from the file name")
        private String name;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "Where to write the definition. Default: <name>.yaml in the working directory")
        private Path output;

        @Option(names = "--force", description = "Overwrite the output where it exists.")
        private boolean force;

        @Override
        public Integer call() {
            String pipeline = name == null ? DefinitionInference.pipelineName(data.toString()) : name;
            String yaml = new SampleFile(data).infer(pipeline, label);
            Path file = output == null ? Path.of(pipeline + ".yaml") : output;
            try {
                if (force) {
                    Files.deleteIfExists(file);
                }
                Files.writeString(file, yaml, StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                throw new ServiceFailure(file + " exists: name another with --output, or add --force", e);
            } catch (IOException e) {
                throw new ServiceFailure("cannot write " + file + ": " + e, e);
            }
            PipelineReader.read(file);
            System.out.println("Wrote " + file + ". Look it over, then: millrace up -p " + file);
            return 0;
        }
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            header = "Check a pipeline definition; every problem is named by file, line and field.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:the definition can be used", "1:it cannot; the lines say why", "2:wrong command line"})
    static final class Check implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "FILE", description = "Pipeline definition (YAML).")
        private Path file;

        @Override
        public Integer call() {
            PipelineDefinition definition = PipelineReader.read(file);
            System.out.printf(
                    "%s: pipeline %s, %d columns of which %d are encoded, predicts %s%n",
                    file,
                    definition.name(),
                    definition.columns().size(),
                    definition.encodedColumns().size(),
                    definition.label().isNumber()
                            ? "a number"
                            : definition.label().classes());
            return 0;
        }
    }
}
