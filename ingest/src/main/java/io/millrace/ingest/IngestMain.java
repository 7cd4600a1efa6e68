package io.millrace.ingest;

import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceMain;
import java.time.InstantSource;
import picocli.CommandLine;

/** Sends one file or built-in stream as a process of its own, and ends when everything is sent. */
public final class IngestMain {
    private IngestMain() {}

    public static void main(String[] args) {
        IngestOptions options = new IngestOptions();
        CommandLine own = new CommandLine(options).setUnmatchedArgumentsAllowed(true);
        own.parseArgs(args);
        String[] others = own.getUnmatchedArguments().toArray(String[]::new);
        ServiceMain.run("ingest", others, context -> ending(context, options));
    }

    private static Service ending(ServiceContext context, IngestOptions options) {
        Ingest ingest = new Ingest(
                context, options.source(context.pipeline()), options.rate, progress -> {}, InstantSource.system());
        ingest.done().thenRunAsync(() -> System.exit(0));
        return ingest;
    }
}
