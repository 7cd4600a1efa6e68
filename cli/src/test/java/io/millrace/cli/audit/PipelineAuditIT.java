package io.millrace.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.cli.process.Termination;
import io.millrace.ingest.streams.LoanApplications;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.topics.Topic;
import io.millrace.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineAuditIT {
    private static final int RECORDS = 100;
    private static final long START = System.currentTimeMillis() - RECORDS;

    private final Topics topics = Topics.of(LoanApplications.definition());

    @TempDir
    private Path directory;

    @Test
    void shouldNameWhatIsMissingAndSayWhenTheBeginningIsGone() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory, EmbeddedCluster.Ports.ANY);
                Admin admin = Admin.create(cluster.connection().admin());
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        cluster.connection().producer(), new StringSerializer(), new ByteArraySerializer())) {
            TopicCreation.ensure(cluster.connection(), topics, 1);
            byte[] prediction = prediction(cluster.connection());
            for (int i = 0; i < RECORDS; i++) {
                put(producer, topics.records(), i, new byte[0]);
                put(producer, topics.features(), i, new byte[0]);
                if (i != 7) {
                    put(producer, topics.predictions(), i, prediction);
                }
            }
            producer.flush();
            assertThat(audit(cluster).failures()).containsExactly("1 feature vectors have no prediction");
            assertThat(audit(cluster).json().get("concernedIds").toString()).isEqualTo("[\"id-7\"]");

            put(producer, topics.predictions(), 7, prediction);
            put(producer, topics.predictions(), 90, prediction);
            producer.flush();
            assertThat(audit(cluster).failures()).containsExactly("1 predictions too many");

            TopicPartition first = new TopicPartition(topics.records().name(), 0);
            admin.deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(5)))
                    .all()
                    .get();
            AuditReport cut = audit(cluster);
            assertThat(cut.failures()).containsExactly("1 predictions too many");
            assertThat(cut.json().get("truncatedTopics").toString()).contains("loans.records");
            assertThat(cut.json().get("recordsIn").asInt()).isBetween(1, RECORDS - 5);
            assertThat(cut.json().get("featureVectors")).isEqualTo(cut.json().get("recordsIn"));
        }
    }

    private AuditReport audit(EmbeddedCluster cluster) throws InterruptedException {
        try (Termination termination = new Termination()) {
            return new PipelineAudit(cluster.connection(), topics, InstantSource.system(), termination)
                    .run(Duration.ZERO);
        }
    }

    private byte[] prediction(KafkaConnection kafka) {
        Instant now = Instant.ofEpochMilli(START);
        return AvroSerde.of(topics.predictions(), kafka.registry())
                .serialize(
                        topics.predictions().name(),
                        new Prediction(
                                "",
                                1L,
                                "f",
                                now,
                                now,
                                "approved",
                                0.9,
                                Map.of("approved", 0.9f),
                                false,
                                false,
                                0,
                                false));
    }

    private static void put(KafkaProducer<String, byte[]> producer, Topic<?> topic, int number, byte[] value) {
        producer.send(new ProducerRecord<>(topic.name(), null, START + number, "id-" + number, value));
    }
}
