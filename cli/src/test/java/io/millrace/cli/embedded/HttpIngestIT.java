package io.millrace.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.ingest.http.HttpIngest;
import io.millrace.ingest.http.HttpIngestSettings;
import io.millrace.ingest.streams.LoanApplications;
import io.millrace.runtime.HttpEndpoint;
import io.millrace.runtime.HttpSettings;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.TopicCreation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP ingest while its broker is killed and comes back. */
class HttpIngestIT {
    private static final int BATCH = 50;
    private static final HttpIngestSettings IMPATIENT =
            new HttpIngestSettings(1 << 20, 1_000, 50_000, 0, Duration.ofSeconds(2), Duration.ofMinutes(1));

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<String> acknowledged = new HashSet<>();

    @TempDir
    private Path temporary;

    @Test
    void shouldHaveEveryRecordThatItAcknowledgedOnTheTopicAfterTheBrokerWasKilled() throws Exception {
        Path directory = temporary.resolve("kafka");
        ClusterProcess killed = ClusterProcess.start(directory);
        ServiceContext context = new ServiceContext(
                LoanApplications.definition(),
                new KafkaConnection(killed.bootstrapServers(), killed.registryUrl(), Map.of()),
                temporary.resolve("state"),
                new SimpleMeterRegistry());
        TopicCreation.ensure(context.kafka(), context.topics(), 1);
        try (Service ingest = HttpIngest.service(context, IMPATIENT);
                HttpEndpoint endpoint = HttpEndpoint.start(HttpSettings.loopback(0), ingest.routes())) {
            ingest.start();
            URI uri = URI.create(endpoint.url() + "/v1/pipelines/loans/records");
            int batch = 0;
            while (acknowledged.size() < 20 * BATCH) {
                send(uri, batch++);
            }
            killed.kill();
            assertThat(send(uri, batch++)).as("while no broker runs").isEqualTo(503);
            int before = acknowledged.size();
            try (ClusterProcess back = ClusterProcess.start(directory)) {
                assertThat(back.bootstrapServers()).isEqualTo(killed.bootstrapServers());
                while (acknowledged.size() < before + 20 * BATCH) {
                    send(uri, batch++);
                }
                assertThat(onTopic(context)).containsAll(acknowledged);
            }
        } finally {
            killed.kill();
        }
    }

    /** Sends one batch, notes which of its records were acknowledged, and tells the status. */
    private int send(URI uri, int batch) throws Exception {
        String body = IntStream.range(0, BATCH)
                .mapToObj(i -> "{\"id\":\"" + batch + "-" + i + "\",\"salary\":30000,\"age\":" + (20 + i) + "}")
                .collect(Collectors.joining("\n"));
        HttpResponse<String> reply = client.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-ndjson")
                        .timeout(Duration.ofSeconds(60))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.body()).isIn(202, 503);
        for (JsonNode result : new JsonMapper().readTree(reply.body()).path("results")) {
            if (result.has("offset")) {
                acknowledged.add(result.get("id").asText());
            }
        }
        return reply.statusCode();
    }

    private static Set<String> onTopic(ServiceContext context) {
        Set<String> ids = new HashSet<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                context.kafka().consumer(), new StringDeserializer(), new ByteArrayDeserializer())) {
            String topic = context.topics().records().name();
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> ids.add(record.key()));
            }
        }
        return ids;
    }
}
