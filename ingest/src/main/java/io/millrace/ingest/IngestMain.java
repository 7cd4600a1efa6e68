package io.millrace.ingest;

import io.millrace.ingest.http.HttpIngest;
import io.millrace.ingest.http.HttpIngestOptions;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceMain;
import java.time.InstantSource;
import picocli.CommandLine;

/**
 * As a process of its own: sends one file or built-in stream and ends when everything is sent; where neither is named, takes records
 * and labels over HTTP until it is stopped.
 */
public final class IngestMain {
    private IngestMain() {}

    public static void main(String[] args) {
        IngestOptions options = new IngestOptions();
        HttpIngestOptions http = new HttpIngestOptions();
        CommandLine own = new CommandLine(options).setUnmatchedArgumentsAllowed(true);
        own.addMixin("http", http);
        own.parseArgs(args);
        String[] others = own.getUnmatchedArguments().toArray(String[]::new);
        ServiceMain.run("ingest", others, context -> service(context, options, http));
    }

    private static Service service(ServiceContext context, IngestOptions options, HttpIngestOptions http) {
        return options.namesSource() ? ending(context, options) : HttpIngest.service(context, http.settings());
    }

    private static Service ending(ServiceContext context, IngestOptions options) {
        Ingest ingest = new Ingest(
                context, options.source(context.pipeline()), options.rate, progress -> {}, InstantSource.system());
        ingest.done().thenRunAsync(() -> System.exit(0));
        return ingest;
    }
}
