package io.millrace.cli;

import io.millrace.cli.models.ModelDesk;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Refusals;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.trainer.ExampleWindows;
import io.millrace.trainer.Reproduction;
import io.millrace.trainer.candidates.Incumbent;
import java.util.Optional;
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
        ModelDesk desk = ModelsCommand.desk(pipeline);
        ModelVersion version = desk.version(number);
        Reproduction reproduction = new Reproduction(version, definition);
        Reproduction.Outcome outcome = train(reproduction, definition, desk);
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

    private Reproduction.Outcome train(Reproduction reproduction, PipelineDefinition definition, ModelDesk desk)
            throws InterruptedException {
        Optional<Incumbent> before =
                reproduction.beganFrom().isPresent() ? Optional.of(before(reproduction, desk)) : Optional.empty();
        KafkaConnection kafka = pipeline.reachable(definition);
        try {
            return reproduction.train(new ExampleWindows(definition, kafka, kafka.registry()), before);
        } catch (KafkaException e) {
            throw new Refusals(kafka).failure("the examples cannot be read", e);
        }
    }

    /** The version whose parameters it began from. */
    private Incumbent before(Reproduction reproduction, ModelDesk desk) throws InterruptedException {
        long before = reproduction.beganFrom().orElseThrow();
        try {
            return new Incumbent(desk.version(before), Optional.of(desk.bytes(before)));
        } catch (ServiceFailure e) {
            throw new ServiceFailure(
                    "version %d began from the parameters of version %d: %s".formatted(number, before, e.getMessage()),
                    e);
        }
    }
}
