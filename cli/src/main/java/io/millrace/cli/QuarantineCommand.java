package io.millrace.cli;

import io.millrace.cli.process.Termination;
import io.millrace.cli.quarantine.Entry;
import io.millrace.cli.quarantine.EntryPage;
import io.millrace.cli.quarantine.Filter;
import io.millrace.cli.quarantine.Inventory;
import io.millrace.cli.quarantine.Place;
import io.millrace.cli.quarantine.QuarantineReader;
import io.millrace.cli.quarantine.Replayed;
import io.millrace.cli.quarantine.Replayer;
import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.pipeline.Durations;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks into a pipeline's quarantine, and sends what was mended again. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "See which records were put aside and why; send them again after a fix.",
        subcommands = {
            QuarantineCommand.ListCommand.class,
            QuarantineCommand.ShowCommand.class,
            QuarantineCommand.ReplayCommand.class
        })
final class QuarantineCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand: list, show or replay");
    }

    /** Which entries; without any option all of them. */
    static final class Selection {
        @Mixin
        private PipelineOptions pipeline;

        @Option(names = "--reason", paramLabel = "CODE", description = "Only this reason, such as wrong-type.")
        private Optional<String> reason;

        @Option(names = "--stage", paramLabel = "STAGE", description = "Only this stage: clean, encode, join or score.")
        private Optional<String> stage;

        @Option(names = "--field", paramLabel = "COLUMN", description = "Only where this column was at fault.")
        private Optional<String> field;

        @Option(names = "--id", paramLabel = "ID", description = "Only this record.")
        private Optional<String> id;

        @Option(
                names = "--since",
                paramLabel = "WHEN",
                converter = Moment.class,
                description =
                        "Only records with this Kafka timestamp or a later one: 2h (ago), or 2026-03-01T00:00:00Z.")
        private Optional<Instant> since;

        @Option(
                names = "--at",
                paramLabel = "PLACE",
                converter = PlaceText.class,
                description = "Only the entry at partition@offset of the quarantine topic; may be given again.")
        private Set<Place> at = Set.of();

        Filter filter() {
            return new Filter(reason, stage, field, id, since, at);
        }

        void read(PipelineDefinition definition, KafkaConnection kafka, Consumer<Entry> each)
                throws InterruptedException {
            try (Termination termination = new Termination()) {
                new QuarantineReader(kafka, Topics.of(definition), termination).read(filter(), each);
            }
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Count what is in quarantine, by stage, reason and column.")
    static final class ListCommand implements Callable<Integer> {
        @Mixin
        private Selection selection;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            PipelineDefinition definition = selection.pipeline.definition();
            Inventory inventory = new Inventory();
            selection.read(definition, selection.pipeline.reachable(definition), inventory::add);
            System.out.print(json ? inventory.json().toPrettyString() + "\n" : inventory.table());
            return 0;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Print records in quarantine, whole, one JSON line each.")
    static final class ShowCommand implements Callable<Integer> {
        @Mixin
        private Selection selection;

        @Option(
                names = {"-n", "--limit"},
                paramLabel = "N",
                defaultValue = "20",
                description = "At most so many, the last that are found. Default: ${DEFAULT-VALUE}")
        private int limit;

        @Override
        public Integer call() throws Exception {
            PipelineDefinition definition = selection.pipeline.definition();
            KafkaConnection kafka = selection.pipeline.reachable(definition);
            Deque<Entry> latest = new ArrayDeque<>();
            selection.read(definition, kafka, entry -> {
                latest.addLast(entry);
                if (latest.size() > limit) {
                    latest.removeFirst();
                }
            });
            EntryPage page = new EntryPage(kafka.registry());
            latest.forEach(entry -> System.out.println(page.of(entry)));
            return 0;
        }
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Send records in quarantine again, after a fix, to the topic that they came from.",
            description = {
                "%nKey, value, headers, partition and timestamp are the original's. None is sent twice, however often this runs and"
                        + " whatever interrupts it. What is still wrong is put aside again, at a new place."
            })
    static final class ReplayCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Selection selection;

        @Option(names = "--all", description = "Everything; without it a filter must be given.")
        private boolean all;

        @Option(names = "--dry-run", description = "Say how many it would be, and send nothing.")
        private boolean dryRun;

        @Override
        public Integer call() throws Exception {
            if (selection.filter().isEmpty() != all) {
                throw new ParameterException(
                        spec.commandLine(), "Give either --all or what to replay, such as --reason");
            }
            PipelineDefinition definition = selection.pipeline.definition();
            KafkaConnection kafka = selection.pipeline.reachable(definition);
            String transactionalId = definition.name() + ".replay";
            try (Replayer replayer =
                    new Replayer(kafka, Topics.of(definition), transactionalId, InstantSource.system(), dryRun)) {
                selection.read(definition, kafka, replayer::replay);
                print(replayer.finish());
            }
            return 0;
        }

        private void print(Replayed replayed) {
            System.out.printf("%,d records %s%n", replayed.sent(), dryRun ? "would be sent again" : "were sent again");
            print(replayed.before(), "had been sent again before");
            print(replayed.notWhole(), "were too large to be kept whole: send the originals again yourself");
            print(replayed.internal(), "come from inside the pipeline, where nothing is sent again by hand");
        }

        private static void print(long entries, String what) {
            if (entries > 0) {
                System.out.printf("%,d %s%n", entries, what);
            }
        }
    }

    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                Duration ago = Durations.parse(text);
                return InstantSource.system().instant().minus(ago);
            }
        }
    }

    static final class PlaceText implements ITypeConverter<Place> {
        @Override
        public Place convert(String text) {
            return Place.parse(text);
        }
    }
}
