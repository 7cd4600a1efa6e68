package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.cli.process.Termination;
import io.millrace.cli.quarantine.Entry;
import io.millrace.cli.quarantine.Filter;
import io.millrace.cli.quarantine.QuarantineReader;
import io.millrace.cli.quarantine.Replayer;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A definition that does not know decimal commas is mended, and what it put aside comes in. */
class QuarantineIT {
    private static final int RIGHT = 300;
    private static final int MENDABLE = 1_200;
    private static final int HOPELESS = 50;

    /** What a replay commits at a time. */
    private static final int BATCH = 500;

    private static final Filter WRONG_TYPE = new Filter(
            Optional.of("wrong-type"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of());

    private static final String DEFINITION = """
            name: sales
            task: binary-classification
            source: {format: json}
            label: {classes: [good, bad]}
            columns: [{name: amount, type: numeric%s}]
            topics: {partitions: 3}
            """;

    private final Topics topics = Topics.of(PipelineReader.parse(DEFINITION.formatted(""), "sales.yaml"));

    @TempDir
    private Path directory;

    private KafkaConnection kafka;

    @Test
    void shouldBringInWhatWasPutAsideOnceTheDefinitionIsMended() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY)) {
            kafka = cluster.connection();
            TopicCreation.ensure(kafka, topics, 1);
            send();
            try (EncodeOutput output = new EncodeOutput(kafka, topics)) {
                process("", output, RIGHT + MENDABLE + HOPELESS);
                assertThat(command("list")).contains("wrong-type", "1,250", "column 'amount' holds");
                assertThat(command("show", "--id=mendable-7"))
                        .contains("\"amount\":\"12,5\"", "\"offset\"")
                        .hasLineCount(1);
                assertThat(command("replay", "--reason=wrong-type", "--dry-run"))
                        .contains("1,250 records would be sent again");

                dieInTheMiddle();
                Replayer beaten = replayer();
                Entry open = entries().stream()
                        .filter(entry -> !entry.replayed())
                        .findFirst()
                        .orElseThrow();
                assertThat(command("replay", "--reason=wrong-type"))
                        .contains("750 records were sent again", "500 had been sent again before");
                assertThatExceptionOfType(ServiceFailure.class)
                        .isThrownBy(() -> {
                            beaten.replay(open);
                            beaten.finish();
                        })
                        .withMessageContaining("another replay of this pipeline has begun");
                beaten.close();

                process(", decimal: either", output, RIGHT + 2 * (MENDABLE + HOPELESS));
                assertThat(command("replay", "--reason=wrong-type"))
                        .contains("50 records were sent again", "1,250 had been sent again before");
                process(", decimal: either", output, RIGHT + 2 * MENDABLE + 3 * HOPELESS);
                output.readToTheEnd();
                assertThat(output.features().stream().map(FeatureVector::getId))
                        .hasSize(RIGHT + MENDABLE)
                        .doesNotHaveDuplicates();
                assertThat(output.quarantined()).hasSize(MENDABLE + 3 * HOPELESS);
            }
        }
    }

    private void send() {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka.producer(), new StringSerializer(), new ByteArraySerializer())) {
            send(producer, "right", "12.5", RIGHT);
            send(producer, "mendable", "12,5", MENDABLE);
            send(producer, "hopeless", "dear", HOPELESS);
        }
    }

    private void send(KafkaProducer<String, byte[]> producer, String kind, String amount, int count) {
        byte[] value = ("{\"amount\": \"" + amount + "\"}").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < count; i++) {
            producer.send(new ProducerRecord<>(topics.records().name(), kind + "-" + i, value));
        }
    }

    /** The stream processors under a definition, until so many records in all have come through. */
    private void process(String form, EncodeOutput output, int records) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("sales.yaml"), DEFINITION.formatted(form));
        try (MillraceProcess processors =
                MillraceProcess.streamProcessors(directory.resolve("processors.log"), directory, kafka, "data")) {
            output.await(records);
            processors.askToStop();
            assertThat(processors.endsWithin(60_000)).isTrue();
        }
    }

    /** One batch is committed and the next one is not yet full. */
    private void dieInTheMiddle() throws InterruptedException {
        try (Replayer replayer = replayer()) {
            entries().subList(0, BATCH + 200).forEach(replayer::replay);
        }
    }

    private Replayer replayer() {
        return new Replayer(kafka, topics, "sales.replay", InstantSource.system(), false);
    }

    private List<Entry> entries() throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        try (Termination termination = new Termination()) {
            new QuarantineReader(kafka, topics, termination).read(WRONG_TYPE, entries::add);
        }
        return entries;
    }

    private String command(String name, String... options) throws IOException, InterruptedException {
        Path said = Files.createTempFile(directory, name, ".txt");
        List<String> arguments = new ArrayList<>(List.of(
                "quarantine",
                name,
                "--pipeline=sales.yaml",
                "--bootstrap-servers=" + kafka.bootstrapServers(),
                "--schema-registry=" + kafka.schemaRegistry()));
        arguments.addAll(List.of(options));
        try (MillraceProcess process =
                MillraceProcess.startBriefly(said, directory, arguments.toArray(String[]::new))) {
            assertThat(process.endsWithin(60_000)).as(process.said()).isTrue();
            assertThat(process.exitCode()).as(process.said()).isZero();
            return process.said();
        }
    }
}
