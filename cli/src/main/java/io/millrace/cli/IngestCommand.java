package io.millrace.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.cli.process.Termination;
import io.millrace.ingest.Ingest;
import io.millrace.ingest.Progress;
import io.millrace.ingest.sources.RecordFiles;
import io.millrace.ingest.sources.RecordSource;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a file to a pipeline. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Send a CSV or JSON-lines file to a pipeline's records topic.",
        description = {
            "%nEvery row is sent exactly once: after an interruption the same command goes on behind the last committed row, and"
                    + " once all is sent it sends nothing more. It goes as fast as Kafka acknowledges, or as --rate allows."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the whole file is on the topic",
            "1:failed or interrupted; the last line says why, and the same command goes on from there",
            "2:wrong command line"
        })
final class IngestCommand implements Callable<Integer> {
    private static final int BAR = 30;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "File to send: .csv or .tsv with a header, .arff, or .jsonl, .ndjson, .json with one object per line; each may be gzipped.")
    private Path file;

    @Mixin
    private PipelineOptions pipeline;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Records per second; 0 is as fast as Kafka acknowledges. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Override
    public Integer call() throws Exception {
        PipelineDefinition definition = pipeline.definition();
        RecordSource source = RecordFiles.open(file, definition);
        KafkaConnection connection = pipeline.reachable(definition);
        ServiceContext context = new ServiceContext(
                definition, connection, pipeline.dataDirectory(definition).state(), new SimpleMeterRegistry());
        AtomicReference<Progress> latest = new AtomicReference<>();
        try (Termination termination = new Termination();
                Ingest ingest = new Ingest(context, source, rate, latest::set, InstantSource.system())) {
            ingest.start();
            boolean bar = System.console() != null;
            while (!ingest.done().isDone() && !termination.asked(200)) {
                if (bar && latest.get() != null) {
                    draw(System.out, latest.get());
                }
            }
            if (!ingest.done().isDone()) {
                throw new ServiceFailure("interrupted; the same command goes on from here");
            }
            Progress end = ingest.done().join();
            System.out.printf(
                    Locale.ROOT,
                    "%s%s: %,d records%s sent%s%n",
                    bar ? "\r\u001b[K" : "",
                    file,
                    end.records(),
                    // where labels are a column of the records there are none to count
                    end.labels() == 0 ? "" : String.format(Locale.ROOT, " and %,d labels", end.labels()),
                    end.records() == 0
                            ? "; everything had been sent before"
                            : String.format(Locale.ROOT, ", %,.0f records/s", end.recordsPerSecond()));
            return 0;
        } catch (CompletionException e) {
            throw e.getCause() instanceof ServiceFailure failure ? failure : e;
        }
    }

    private static void draw(PrintStream out, Progress progress) {
        int filled = (int) Math.round(BAR * Math.min(1, progress.share()));
        out.printf(
                Locale.ROOT,
                "\r\u001b[K%s%s %3.0f %%  %,d records  %,.0f/s",
                "█".repeat(filled),
                "░".repeat(BAR - filled),
                progress.share() * 100,
                progress.records(),
                progress.recordsPerSecond());
        out.flush();
    }
}
