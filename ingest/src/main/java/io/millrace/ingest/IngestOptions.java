package io.millrace.ingest;

import io.millrace.ingest.sources.RecordFiles;
import io.millrace.ingest.sources.RecordSource;
import io.millrace.ingest.streams.FoodmartBaskets;
import io.millrace.ingest.streams.LoanApplications;
import io.millrace.ingest.streams.StreamPlan;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What to send and how fast, as options of a command line. Each may come from the environment instead. */
public final class IngestOptions {
    /** A stream that comes with Millrace. */
    public enum Generator {
        loans,
        foodmart
    }

    @Option(
            names = "--file",
            paramLabel = "FILE",
            defaultValue = "${env:MILLRACE_INGEST_FILE}",
            description = "CSV or JSON-lines file, plain or gzipped, to send once. Environment: MILLRACE_INGEST_FILE.")
    Path file;

    @Option(
            names = "--generator",
            paramLabel = "NAME",
            defaultValue = "${env:MILLRACE_INGEST_GENERATOR}",
            description =
                    "Built-in stream to send instead of a file: ${COMPLETION-CANDIDATES}. Environment: MILLRACE_INGEST_GENERATOR.")
    Generator generator;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "${env:MILLRACE_INGEST_RATE:-0}",
            description =
                    "Records per second; 0 for as fast as Kafka takes them. Environment: MILLRACE_INGEST_RATE. Default: 0")
    double rate;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "${env:MILLRACE_INGEST_RECORDS:-100000}",
            description = "Records of a built-in stream. Environment: MILLRACE_INGEST_RECORDS. Default: 100000")
    long records;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "${env:MILLRACE_INGEST_SEED:-42}",
            description = "Seed of a built-in stream. Environment: MILLRACE_INGEST_SEED. Default: 42")
    long seed;

    @Option(
            names = "--label-delay",
            paramLabel = "N",
            defaultValue = "${env:MILLRACE_INGEST_LABEL_DELAY:-500}",
            description =
                    "A built-in stream sends the label of a record so many records later. Environment: MILLRACE_INGEST_LABEL_DELAY. Default: 500")
    int labelDelay;

    @Option(
            names = "--dirty-share",
            paramLabel = "SHARE",
            defaultValue = "${env:MILLRACE_INGEST_DIRTY_SHARE:-0.05}",
            description =
                    "Share of a built-in stream's records with a defect, 0 to 0.5. Environment: MILLRACE_INGEST_DIRTY_SHARE. Default: 0.05")
    double dirtyShare;

    /** Whether there is something to send; else records come over HTTP. */
    public boolean namesSource() {
        return file != null || generator != null;
    }

    /** @throws ServiceFailure where not exactly one source is named, or it cannot be read */
    public RecordSource source(PipelineDefinition pipeline) {
        if ((file == null) == (generator == null)) {
            throw new ServiceFailure("name what to send: either --file or --generator");
        }
        if (file != null) {
            return RecordFiles.open(file, pipeline);
        }
        try {
            StreamPlan plan = new StreamPlan(records, seed, labelDelay, dirtyShare);
            return generator == Generator.loans ? LoanApplications.stream(plan) : FoodmartBaskets.stream(plan);
        } catch (IllegalArgumentException e) {
            throw new ServiceFailure(e.getMessage(), e);
        }
    }
}
