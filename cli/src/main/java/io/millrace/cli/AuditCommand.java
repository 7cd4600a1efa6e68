package io.millrace.cli;

import io.millrace.cli.audit.AuditPage;
import io.millrace.cli.audit.AuditReport;
import io.millrace.cli.audit.PipelineAudit;
import io.millrace.cli.audit.ReportFile;
import io.millrace.cli.process.Termination;
import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.pipeline.Durations;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves that a pipeline lost nothing and did nothing twice. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Check a pipeline's topics: nothing lost, nothing twice.",
        description = {
            "%nCounts what is committed on the topics, by id: every record must have given one feature vector or one quarantine"
                    + " entry, every vector one prediction, with at most one outcome. It only reads, from any cluster, whether the"
                    + " services run or not. Records that come after its start are left out; --wait gives those on their way the"
                    + " time to arrive."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every check holds",
            "1:failed; the last line says why",
            "2:wrong command line",
            "3:a check does not hold; the summary says which, and by how many"
        })
final class AuditCommand implements Callable<Integer> {
    @Mixin
    private PipelineOptions pipeline;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = WaitTime.class,
            description =
                    "How long to wait for what is still on its way, such as 30s or 2m. Ends as soon as all is there. Default: ${DEFAULT-VALUE}")
    private Duration wait;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the summary as JSON; - is standard output.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        PipelineDefinition definition = pipeline.definition();
        KafkaConnection connection = pipeline.reachable(definition);
        PrintWriter out = new PrintWriter(System.out, true);
        try (Termination termination = new Termination()) {
            AuditReport report =
                    new PipelineAudit(connection, Topics.of(definition), InstantSource.system(), termination).run(wait);
            new AuditPage(out).print(report);
            if (json != null) {
                new ReportFile(json).write(report.json(), out);
            }
            return report.failures().isEmpty() ? 0 : Millrace.CHECK_FAILED;
        }
    }

    static final class WaitTime implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Durations.parse(text);
        }
    }
}
