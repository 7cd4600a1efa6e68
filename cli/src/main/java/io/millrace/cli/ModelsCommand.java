package io.millrace.cli;

import io.millrace.cli.models.ModelCard;
import io.millrace.cli.models.ModelDesk;
import io.millrace.cli.models.ModelFacts;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.ModelChange;
import io.millrace.schemas.ModelDecision;
import io.millrace.schemas.ModelRequest;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the versions of a pipeline's model, and asks the trainer for changes in their life. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header =
                "See the versions of the model; promote one, roll back, archive one, save one to a file, bring one from elsewhere, train one again.",
        subcommands = {
            ModelsCommand.ListCommand.class,
            ModelsCommand.ShowCommand.class,
            ModelsCommand.DiffCommand.class,
            ModelsCommand.CardCommand.class,
            ModelsCommand.PromoteCommand.class,
            ModelsCommand.RollbackCommand.class,
            ModelsCommand.ArchiveCommand.class,
            ModelsCommand.ExportCommand.class,
            ModelsImportCommand.class,
            ModelsReproduceCommand.class
        })
final class ModelsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Missing required subcommand: list, show, diff, card, promote, rollback, archive, export, import or reproduce");
    }

    static ModelDesk desk(PipelineOptions pipeline) {
        PipelineDefinition definition = pipeline.definition();
        return new ModelDesk(pipeline.reachable(definition), Topics.of(definition));
    }

    /** Who asks. */
    static final class Asker {
        @Mixin
        private PipelineOptions pipeline;

        @Option(
                names = "--by",
                paramLabel = "NAME",
                defaultValue = "${sys:user.name}",
                description = "Who asks. Default: the name of the user.")
        private String by;

        int ask(ModelChange change, long version) throws InterruptedException {
            ModelRequest request = new ModelRequest(
                    UUID.randomUUID().toString(),
                    change,
                    version,
                    by,
                    InstantSource.system().instant());
            for (ModelDecision decision : desk(pipeline).ask(request)) {
                System.out.println("version " + decision.getVersion() + " is " + decision.getStatus() + ": "
                        + decision.getReason());
            }
            return 0;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "List the versions, each with its status and why it has it.")
    static final class ListCommand implements Callable<Integer> {
        @Mixin
        private PipelineOptions pipeline;

        @Option(names = "--json", description = "Print JSON, with all there is to know of each.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            Collection<ModelVersion> versions = desk(pipeline).versions().values();
            System.out.print(json ? ModelFacts.json(versions).toPrettyString() + "\n" : ModelFacts.table(versions));
            return 0;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Show all there is to know of a version: status, gate, metrics, lineage.")
    static final class ShowCommand implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "VERSION", description = "Its number.")
        private long version;

        @Mixin
        private PipelineOptions pipeline;

        @Override
        public Integer call() throws Exception {
            System.out.print(ModelFacts.lines(desk(pipeline).version(version)));
            return 0;
        }
    }

    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Show in what two versions differ.")
    static final class DiffCommand implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "VERSION", description = "The one.")
        private long first;

        @Parameters(index = "1", paramLabel = "VERSION", description = "The other.")
        private long second;

        @Mixin
        private PipelineOptions pipeline;

        @Override
        public Integer call() throws Exception {
            ModelDesk desk = desk(pipeline);
            System.out.print(ModelFacts.differences(desk.version(first), desk.version(second)));
            return 0;
        }
    }

    @Command(
            name = "card",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header =
                    "Print the model card of a version as Markdown: data, metrics by class, what it looks at, lineage.")
    static final class CardCommand implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "VERSION", description = "Its number.")
        private long version;

        @Mixin
        private PipelineOptions pipeline;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            ModelCard card = new ModelCard(
                    desk(pipeline).version(version), pipeline.definition().name());
            System.out.print(json ? card.json().toPrettyString() + "\n" : card.markdown());
            return 0;
        }
    }

    @Command(
            name = "promote",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Let a version serve from now on, on probation against the one that serves now.",
            description = "%nRefused where its bytes were not kept, or no vectors of its encoder are made any more.")
    static final class PromoteCommand implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "VERSION", description = "Its number.")
        private long version;

        @Mixin
        private Asker asker;

        @Override
        public Integer call() throws Exception {
            return asker.ask(ModelChange.PROMOTE, version);
        }
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Let the version that served before the champion serve again.")
    static final class RollbackCommand implements Callable<Integer> {
        @Mixin
        private Asker asker;

        @Override
        public Integer call() throws Exception {
            return asker.ask(ModelChange.ROLLBACK, 0);
        }
    }

    @Command(
            name = "archive",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Give up a version that does not serve: a shadow, or the one that could be rolled back to.")
    static final class ArchiveCommand implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "VERSION", description = "Its number.")
        private long version;

        @Mixin
        private Asker asker;

        @Override
        public Integer call() throws Exception {
            return asker.ask(ModelChange.ARCHIVE, version);
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Save the ONNX file of a version.")
    static final class ExportCommand implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "VERSION", description = "Its number.")
        private long version;

        @Parameters(index = "1", paramLabel = "FILE", description = "Where to write it; overwritten.")
        private Path file;

        @Mixin
        private PipelineOptions pipeline;

        @Override
        public Integer call() throws Exception {
            ModelBytes bytes = desk(pipeline).bytes(version);
            try {
                Files.write(file, bytes.toArray());
            } catch (IOException e) {
                throw new ServiceFailure(file + " cannot be written: " + e.getMessage(), e);
            }
            System.out.println(
                    file + ": version " + version + ", " + bytes.size() + " bytes, SHA-256 " + bytes.sha256());
            return 0;
        }
    }
}
