package io.millrace.cli;

import io.millrace.cli.alerts.AlertDesk;
import io.millrace.cli.alerts.Episode;
import io.millrace.cli.alerts.Episodes;
import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.AlertReaction;
import io.millrace.schemas.Reaction;
import io.millrace.schemas.pipeline.Durations;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows drift episodes, and lets people say that they see to one or do not want to be told. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "See drift episodes; say who sees to one; mute one, or a kind of drift, for a while.",
        subcommands = {
            AlertsCommand.ListCommand.class,
            AlertsCommand.AckCommand.class,
            AlertsCommand.MuteCommand.class,
            AlertsCommand.UnmuteCommand.class
        })
final class AlertsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand: list, ack, mute or unmute");
    }

    private static AlertDesk desk(PipelineOptions pipeline) {
        PipelineDefinition definition = pipeline.definition();
        KafkaConnection kafka = pipeline.reachable(definition);
        return new AlertDesk(kafka, Topics.of(definition));
    }

    /** Who reacts, and what he or she says to it. */
    static final class Author {
        @Option(
                names = "--by",
                paramLabel = "NAME",
                defaultValue = "${sys:user.name}",
                description = "Who does it. Default: the name of the user.")
        private String by;

        @Option(names = "--note", paramLabel = "TEXT", description = "What others should know.")
        private Optional<String> note;

        AlertReaction reaction(Reaction kind, String subject, Optional<Instant> until, Instant now) {
            return AlertReaction.newBuilder()
                    .setReaction(kind)
                    .setSubject(subject)
                    .setUntil(until.orElse(null))
                    .setBy(by)
                    .setNote(note.orElse(null))
                    .setAt(now)
                    .build();
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "List drift episodes, the open ones first.")
    static final class ListCommand implements Callable<Integer> {
        @Mixin
        private PipelineOptions pipeline;

        @Option(names = "--open", description = "Only those that are open.")
        private boolean open;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            List<Episode> episodes =
                    desk(pipeline).episodes().list(open, InstantSource.system().instant());
            System.out.print(json ? Episodes.json(episodes).toPrettyString() + "\n" : Episodes.table(episodes));
            return 0;
        }
    }

    @Command(
            name = "ack",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Say that somebody sees to an episode.")
    static final class AckCommand implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "EPISODE", description = "Such as drift-3.")
        private String episode;

        @Mixin
        private PipelineOptions pipeline;

        @Mixin
        private Author author;

        @Override
        public Integer call() throws Exception {
            AlertDesk desk = desk(pipeline);
            Instant now = InstantSource.system().instant();
            desk.write(author.reaction(Reaction.ACKNOWLEDGEMENT, desk.episode(episode), Optional.empty(), now));
            System.out.println(episode + " is acknowledged by " + author.by);
            return 0;
        }
    }

    @Command(
            name = "mute",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "Keep alerts of an episode, or of a kind of drift, from webhooks for a while.",
            description = "%nThey stay on the drift-alerts topic and in millrace alerts list.")
    static final class MuteCommand implements Callable<Integer> {
        @Parameters(
                index = "0",
                paramLabel = "EPISODE|KIND",
                description = "Such as drift-3, or prediction for every episode of that kind.")
        private String subject;

        @Mixin
        private PipelineOptions pipeline;

        @Option(
                names = "--for",
                required = true,
                paramLabel = "DURATION",
                converter = Length.class,
                description = "How long, from now: 30m, 8h, 7d.")
        private Duration length;

        @Mixin
        private Author author;

        @Override
        public Integer call() throws Exception {
            AlertDesk desk = desk(pipeline);
            Instant now = InstantSource.system().instant();
            String known = desk.subject(subject);
            desk.write(author.reaction(Reaction.MUTE, known, Optional.of(now.plus(length)), now));
            System.out.println(known + " is muted until " + now.plus(length));
            return 0;
        }
    }

    @Command(
            name = "unmute",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            header = "End a mute before its time.")
    static final class UnmuteCommand implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "EPISODE|KIND", description = "What was muted.")
        private String subject;

        @Mixin
        private PipelineOptions pipeline;

        @Override
        public Integer call() throws Exception {
            AlertDesk desk = desk(pipeline);
            String known = desk.subject(subject);
            desk.takeBack(Reaction.MUTE, known);
            System.out.println(known + " is not muted");
            return 0;
        }
    }

    static final class Length implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Duration length = Durations.parse(text);
            if (length.isZero()) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no time at all: millrace alerts unmute ends a mute");
            }
            return length;
        }
    }
}
