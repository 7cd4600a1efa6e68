package io.millrace.cli.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewTopicsIT {
    private static final int PIPELINES = 10;
    private static final int PARTITIONS = 8;
    private static final int RECORDS = 50;

    @TempDir
    private Path directory;

    @Test
    void shouldTakeRecordsInTheirOrderAsSoonAsTheyAreEnsured() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory, EmbeddedCluster.Ports.ANY)) {
            Map<String, Object> settings = cluster.connection().producer();
            settings.put("linger.ms", 0);
            settings.put("batch.size", 0);
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                for (int i = 0; i < PIPELINES; i++) {
                    String records = topics(i).records().name();
                    TopicCreation.ensure(cluster.connection(), topics(i), 1);
                    send(producer, records)
                            .forEach(sent -> assertThatCode(() -> sent.get(20, TimeUnit.SECONDS))
                                    .as(records)
                                    .doesNotThrowAnyException());
                }
            }
        }
    }

    private static List<Future<RecordMetadata>> send(KafkaProducer<byte[], byte[]> producer, String topic) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < RECORDS * PARTITIONS; i++) {
            sent.add(producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, new byte[1])));
        }
        return sent;
    }

    private static Topics topics(int number) {
        return Topics.of(PipelineReader.parse("""
                name: new-%d
                task: binary-classification
                label: {classes: [a, b]}
                columns: [{name: amount, type: numeric}]
                topics: {partitions: %d}
                """.formatted(number, PARTITIONS), "new.yaml"));
    }
}
