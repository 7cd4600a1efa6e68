package io.millrace.cli;

import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Refusals;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.trainer.ExampleWindows;
import io.millrace.trainer.Reproduction;
import io.millrace.trainer.windows.ResolvedWindow;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Trains a version again from its lineage and compares the bytes. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Train a version again, here, from its lineage, and compare the bytes of its ONNX file.",
        description =
                "%nReads the examples it was trained on from Kafka and writes nothing. Exit code 0 where the bytes are identical, 1 where they are"
                        + " not, or the examples are no longer there.")
final class ModelsReproduceCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "VERSION", description = "Its number.")
    private long number;

    @Mixin
    private PipelineOptions pipeline;

    @Override
    public Integer call() throws Exception {
        PipelineDefinition definition = pipeline.definition();
        ModelVersion version = ModelsCommand.desk(pipeline).version(number);
        Reproduction reproduction = new Reproduction(version, definition);
        Reproduction.Outcome outcome = reproduction.train(window(definition, version));
        System.out.printf(
                "%s: version %d (%s), SHA-256 %s%s%n",
                outcome.identical() ? "identical" : "different",
                number,
                version.getFamily(),
                version.getSha256(),
                outcome.identical() ? "" : ", trained again " + outcome.bytes().sha256());
        outcome.differences().forEach(difference -> System.out.println("  " + difference));
        return outcome.identical() ? 0 : 1;
    }

    private ResolvedWindow window(PipelineDefinition definition, ModelVersion version) throws InterruptedException {
        KafkaConnection kafka = pipeline.reachable(definition);
        try {
            return new ExampleWindows(definition, kafka, kafka.registry()).again(version.getLineage());
        } catch (KafkaException e) {
            throw new Refusals(kafka).failure("the examples cannot be read", e);
        }
    }
}
