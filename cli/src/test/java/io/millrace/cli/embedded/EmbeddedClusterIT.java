package io.millrace.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.embedded.EmbeddedCluster.Ports;
import io.millrace.runtime.Reachability;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.Label;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterIT {
    private static final TopicPartition PARTITION = new TopicPartition("letters", 0);

    @TempDir
    private Path directory;

    @Test
    void shouldGoOnAfterARestartWithItsPortsRecordsPositionsAndSchemas() throws Exception {
        String bootstrapServers;
        int schemaId;
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory, Ports.ANY)) {
            Reachability.check(cluster.connection());
            bootstrapServers = cluster.bootstrapServers();
            create(cluster);
            writeInTransaction(cluster, "a", "b", "c");
            assertThat(readAsGroup(cluster, 2)).containsExactly("a", "b");
            schemaId = cluster.connection().registry().idOf("letters", Label.getClassSchema());
            assertThat(cluster.failure()).isNotDone();
        }

        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory, Ports.ANY)) {
            assertThat(cluster.bootstrapServers()).isEqualTo(bootstrapServers);
            assertThat(readAsGroup(cluster, 1)).containsExactly("c");
            assertThat(cluster.connection().registry().byId(schemaId)).isEqualTo(Label.getClassSchema());
        }
    }

    @Test
    void shouldMoveToOtherPortsWhereItsOwnAreTaken() throws Exception {
        ChosenPorts last;
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory, Ports.ANY)) {
            create(cluster);
            writeInTransaction(cluster, "a");
        }
        try (ClusterDirectory closed = ClusterDirectory.open(directory)) {
            last = closed.rememberedPorts().orElseThrow();
        }

        try (ServerSocket kafka = LoopbackPort.bound(last.kafka());
                ServerSocket controller = LoopbackPort.bound(last.controller());
                EmbeddedCluster cluster = EmbeddedCluster.start(directory, Ports.ANY)) {
            assertThat(cluster.bootstrapServers()).doesNotEndWith(":" + kafka.getLocalPort());
            assertThat(controller.isBound()).isTrue();
            assertThat(readAsGroup(cluster, 1)).containsExactly("a");
        }
    }

    @Test
    void shouldSayThatAPortIsTakenAndLeaveTheDirectoryFree() throws Exception {
        try (ServerSocket other = LoopbackPort.bound(0)) {
            assertThatThrownBy(() -> EmbeddedCluster.start(directory, new Ports(other.getLocalPort(), 0)))
                    .isInstanceOf(ServiceFailure.class)
                    .hasMessageContaining("port " + other.getLocalPort());
        }

        ClusterDirectory.open(directory).close();
    }

    private static void create(EmbeddedCluster cluster) throws Exception {
        try (Admin admin = Admin.create(cluster.connection().admin())) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void writeInTransaction(EmbeddedCluster cluster, String... letters) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                cluster.connection().producer("writer"), new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String letter : letters) {
                // an error comes up at the commit
                var unused = producer.send(new ProducerRecord<>(PARTITION.topic(), letter, letter));
            }
            producer.commitTransaction();
        }
    }

    private static List<String> readAsGroup(EmbeddedCluster cluster, int count) {
        Map<String, Object> settings = cluster.connection().consumer("readers");
        settings.put("max.poll.records", count);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(PARTITION.topic()));
            while (true) {
                var polled = consumer.poll(Duration.ofMillis(200)).records(PARTITION);
                if (!polled.isEmpty()) {
                    long next = polled.get(polled.size() - 1).offset() + 1;
                    consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(next)));
                    return polled.stream().map(letter -> letter.value()).toList();
                }
            }
        }
    }
}
