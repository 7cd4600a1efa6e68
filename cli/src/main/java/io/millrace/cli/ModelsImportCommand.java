package io.millrace.cli;

import io.millrace.cli.models.ModelDesk;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.ModelRefused;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.trainer.candidates.ImportedCandidate;
import io.millrace.trainer.candidates.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands a model that was made elsewhere to the trainer, which judges it as it does its own. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header =
                "Bring an ONNX model from elsewhere: it is judged as a candidate is, and answers in the shadow of the champion first.",
        description = {
            "%nIts one input, features, is float [N, length of the pipeline's vectors] with NaN where a value is missing; its one"
                    + " output is probabilities, float [N, classes], or for regression number, float [N, 1]. Only ONNX's own operators, without control flow.",
            "%nWithout a champion it serves at once."
        })
final class ModelsImportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The ONNX file.")
    private Path file;

    @Mixin
    private PipelineOptions pipeline;

    @Option(names = "--name", paramLabel = "NAME", description = "What to call it. Default: the name of the file.")
    private String name;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who brings it. Default: the name of the user.")
    private String by;

    @Option(
            names = "--min-examples",
            paramLabel = "N",
            description = "Labelled examples that it is judged on, at least; the trainer waits for them."
                    + " Default: training.minExamples of the pipeline.")
    private Integer minExamples;

    @Override
    public Integer call() throws Exception {
        PipelineDefinition definition = pipeline.definition();
        ModelBytes bytes = checked(definition);
        ModelDesk desk = ModelsCommand.desk(pipeline);
        long upload = UUID.randomUUID().getMostSignificantBits() >>> 1;
        ImportedModel model = new ImportedModel(
                upload,
                name == null ? file.getFileName().toString() : name,
                by,
                bytes.sha256(),
                (long) bytes.size(),
                bytes.chunks(),
                ImportedCandidate.FAMILY);
        ModelVersion version = desk.bring(bytes, request(definition, model));
        System.out.println(
                "version " + version.getVersion() + " is " + version.getStatus() + ": " + version.getStatusReason());
        return version.getStatus() == ModelStatus.REJECTED ? 1 : 0;
    }

    private ModelBytes checked(PipelineDefinition definition) {
        try {
            ModelBytes bytes = ModelBytes.of(Files.readAllBytes(file));
            try (OnnxModel onnx = new OnnxModel(bytes.toArray())) {
                ImportedCandidate.checkShape(onnx, Problem.of(definition, ""));
            }
            return bytes;
        } catch (IOException e) {
            throw new ServiceFailure(file + " cannot be read: " + e.getMessage(), e);
        } catch (ModelRefused e) {
            throw new ServiceFailure(file + ": " + e.getMessage(), e);
        }
    }

    private RetrainRequest request(PipelineDefinition definition, ImportedModel model) {
        return new RetrainRequest(
                UUID.randomUUID().toString(),
                RetrainCause.USER,
                null,
                Instant.EPOCH,
                minExamples == null ? definition.training().minExamples() : minExamples,
                definition.training().window(),
                InstantSource.system().instant(),
                model.getName() + " is brought by " + model.getBy(),
                model);
    }
}
