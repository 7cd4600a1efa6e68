package io.millrace.cli;

import io.millrace.cli.models.TrainingDesk;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.TrainingProgress;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks the trainer for a new model. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Ask for a new model, trained on the latest examples; follow it until it is decided.",
        description =
                "%nThe request waits where another one is in work. With --follow, the exit code is 0 where the new model serves or is compared as a"
                        + " shadow, and 1 where it is rejected.")
final class TrainCommand implements Callable<Integer> {
    private static final int BAR = 30;

    @Mixin
    private PipelineOptions pipeline;

    @Option(names = "--follow", description = "Show how far it is, and what becomes of the new model.")
    private boolean follow;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who asks. Default: the name of the user.")
    private String by;

    private final boolean bar = System.console() != null;

    @Override
    public Integer call() throws Exception {
        PipelineDefinition definition = pipeline.definition();
        RetrainRequest request = request(definition);
        TrainingDesk desk = new TrainingDesk(pipeline.reachable(definition), definition);
        if (!follow) {
            desk.ask(request);
            System.out.println("asked for a new model: request " + request.getRequest()
                    + "; millrace models list shows what comes of it");
            return 0;
        }
        ModelVersion version = desk.follow(request, this::show);
        System.out.printf(
                "%sversion %d is %s: %s%n",
                bar ? "\r\u001b[K" : "", version.getVersion(), version.getStatus(), version.getStatusReason());
        return version.getStatus() == ModelStatus.REJECTED ? 1 : 0;
    }

    private RetrainRequest request(PipelineDefinition definition) {
        return RetrainRequest.newBuilder()
                .setRequest("user-" + UUID.randomUUID())
                .setCause(RetrainCause.USER)
                .setSince(Instant.EPOCH)
                .setMinExamples(definition.training().minExamples())
                .setMaxExamples(definition.training().window())
                .setRequestedAt(InstantSource.system().instant())
                .setMessage(by + " asks for a new model")
                .build();
    }

    private void show(TrainingProgress progress) {
        if (bar) {
            int filled = (int) Math.round(BAR * progress.getDone());
            System.out.printf(
                    Locale.ROOT,
                    "\r\u001b[K%s%s %3.0f %%  %s",
                    "█".repeat(filled),
                    "░".repeat(BAR - filled),
                    progress.getDone() * 100,
                    progress.getMessage());
            System.out.flush();
        } else {
            System.out.printf(Locale.ROOT, "%3.0f %% %s%n", progress.getDone() * 100, progress.getMessage());
        }
    }
}
