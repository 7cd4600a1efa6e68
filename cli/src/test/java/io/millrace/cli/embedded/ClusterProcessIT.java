package io.millrace.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runtime.KafkaConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded cluster as a process that is killed, doubled and robbed of its disk. */
class ClusterProcessIT {
    private static final int RECORDS = 5_000;
    private static final TopicPartition PARTITION = new TopicPartition("letters", 0);
    private static final Schema SCHEMA =
            SchemaBuilder.record("Letter").fields().requiredString("text").endRecord();

    @TempDir
    private Path temporary;

    @Test
    void shouldLoseNothingAcknowledgedWhenKilled() throws Exception {
        Path directory = temporary.resolve("kafka");
        String bootstrapServers;
        int schemaId;
        try (ClusterProcess process = ClusterProcess.start(directory)) {
            bootstrapServers = process.bootstrapServers();
            create(process);
            send(process, RECORDS);
            schemaId = connection(process).registry().idOf("letters", SCHEMA);
            process.kill();
        }

        try (ClusterProcess process = ClusterProcess.start(directory)) {
            assertThat(process.bootstrapServers())
                    .as("clients find it where it was")
                    .isEqualTo(bootstrapServers);
            assertThat(read(process)).containsExactlyElementsOf(letters(RECORDS));
            assertThat(connection(process).registry().byId(schemaId)).isEqualTo(SCHEMA);
        }
    }

    @Test
    void shouldKeepASecondProcessOutOfTheDirectory() throws Exception {
        Path directory = temporary.resolve("kafka");
        try (ClusterProcess first = ClusterProcess.start(directory);
                ClusterProcess second = ClusterProcess.start(directory)) {
            assertThat(first.firstLine()).startsWith("up ");
            assertThat(second.firstLine())
                    .startsWith("failed ")
                    .contains(directory.toString())
                    .contains("is in use by process " + first.pid());
            assertThat(second.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void shouldEndWithOneLineWhenItsDiskFails() throws Exception {
        Path directory = temporary.resolve("kafka");
        try (ClusterProcess process = ClusterProcess.start(directory)) {
            create(process);
            Files.move(directory.resolve("node-1"), directory.resolve("gone"));
            Files.createFile(directory.resolve("node-1"));
            try (Admin admin = process.admin()) {
                var unused = admin.createTopics(List.of(new NewTopic("needs-a-directory", 1, (short) 1)));

                assertThat(process.nextLine())
                        .startsWith("failed the embedded Kafka in " + directory + " gave up")
                        .contains("details are in");
                assertThat(process.exitCode()).isEqualTo(1);
            }
        }
    }

    private static void create(ClusterProcess process) throws Exception {
        try (Admin admin = process.admin()) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void send(ClusterProcess process, int count) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(connection(process).producer(), new StringSerializer(), new StringSerializer())) {
            List<Future<?>> acknowledgements = new ArrayList<>();
            for (String letter : letters(count)) {
                acknowledgements.add(producer.send(new ProducerRecord<>(PARTITION.topic(), letter, letter)));
            }
            for (Future<?> acknowledgement : acknowledgements) {
                acknowledgement.get();
            }
        }
    }

    private static List<String> read(ClusterProcess process) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                connection(process).consumer(), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            while (consumer.position(PARTITION) < end) {
                for (ConsumerRecord<String, String> letter : consumer.poll(Duration.ofMillis(200))) {
                    values.add(letter.value());
                }
            }
        }
        return values;
    }

    private static List<String> letters(int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> "letter " + i)
                .toList();
    }

    private static KafkaConnection connection(ClusterProcess process) {
        return new KafkaConnection(process.bootstrapServers(), process.registryUrl(), Map.of());
    }
}
