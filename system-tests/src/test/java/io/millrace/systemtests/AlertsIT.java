package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.cli.embedded.EmbeddedCluster;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.DriftCause;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.EpisodePhase;
import io.millrace.schemas.Severity;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.topics.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts reach a webhook that is out of order at first, beside one that is dead; people acknowledge and mute them. */
class AlertsIT {
    private static final String MONITOR = "io.millrace.drift.DriftMonitorMain";
    private static final String SECRET = "c2VjcmV0IG9mIHRoZSBwYWdlciE=";
    private static final int REFUSALS = 2;
    private static final long PATIENCE_MILLIS = 60_000;

    private record Request(String id, String timestamp, String signature, String body, int answered) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    private KafkaConnection kafka;
    private Topics topics;

    @Test
    void shouldTellWebhooksOfEveryAlertThatIsNotMuted() throws Exception {
        HttpServer pager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pager.createContext("/", this::answer);
        pager.start();
        try (EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("kafka"), EmbeddedCluster.Ports.ANY)) {
            kafka = cluster.connection();
            define("http://127.0.0.1:" + pager.getAddress().getPort() + "/alerts");
            refusesToStartWithoutTheSecret();
            try (MillraceProcess monitor = monitor(Map.of("PAGER_SECRET", SECRET))) {
                awaitSettled("pager", 0, monitor);
                awaitSettled("dead", 0, monitor);
                send("drift-1", EpisodePhase.OPENED);
                send("drift-1", EpisodePhase.UPDATED);
                awaitSettled("pager", 2, monitor);
                awaitSettled("dead", 2, monitor);
                reactsByCommand(monitor);
                assertThat(monitor.isAlive()).isTrue();
            }
        } finally {
            pager.stop(0);
        }
        assertThat(taken())
                .containsExactly("sales/drift-1/OPENED/0@0", "sales/drift-1/UPDATED/0@1", "sales/drift-1/CLOSED/0@3");
        assertThat(requests).filteredOn(request -> request.answered() != 204).hasSize(REFUSALS);
        for (Request request : requests) {
            assertThat(request.signature()).isEqualTo("v1," + signature(request));
        }
    }

    private void reactsByCommand(MillraceProcess monitor) throws Exception {
        assertThat(command("tail", "undelivered", "--from-beginning", "--limit=2"))
                .contains("\"webhook\":\"dead\"", "\"attempts\":2", "ConnectException")
                .hasLineCount(2);
        assertThat(command("alerts", "ack", "drift-1", "--by=ann", "--note=on it"))
                .contains("drift-1 is acknowledged by ann");
        assertThat(command("alerts", "mute", "prediction", "--for=1h")).contains("PREDICTION is muted until ");
        send("drift-1", EpisodePhase.UPDATED);
        awaitSettled("pager", 3, monitor);
        JsonNode episode =
                new ObjectMapper().readTree(command("alerts", "list", "--json")).get(0);
        assertThat(episode.get("open").asBoolean()).isTrue();
        assertThat(episode.get("alerts").asInt()).isEqualTo(3);
        assertThat(episode.get("acknowledged").get("by").asText()).isEqualTo("ann");
        assertThat(episode.get("muted").get("subject").asText()).isEqualTo("PREDICTION");
        assertThat(command("alerts", "unmute", "PREDICTION")).contains("PREDICTION is not muted");
        send("drift-1", EpisodePhase.CLOSED);
        awaitSettled("pager", 4, monitor);
        assertThat(command("alerts", "list")).contains("closed", "ann", "half of them are bad");
        try (MillraceProcess refused = start("alerts", "ack", "drift-9")) {
            assertThat(refused.endsWithin(PATIENCE_MILLIS)).isTrue();
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.said()).contains("there is no episode drift-9 on sales.drift-alerts");
        }
    }

    private void define(String url) throws IOException {
        String text = """
                name: sales
                task: binary-classification
                source: {format: json}
                label: {classes: [good, bad]}
                columns: [{name: amount, type: numeric}]
                topics: {partitions: 1}
                alerts:
                  webhooks:
                    - {name: dead, url: "http://127.0.0.1:1/", attempts: 2, firstPause: 100ms}
                    - {name: pager, url: "%s", secretVariable: PAGER_SECRET, firstPause: 100ms}
                """.formatted(url);
        Files.writeString(directory.resolve("sales.yaml"), text);
        PipelineDefinition pipeline = PipelineReader.parse(text, "sales.yaml");
        topics = Topics.of(pipeline);
        TopicCreation.ensure(kafka, topics, 1);
    }

    private void refusesToStartWithoutTheSecret() throws Exception {
        try (MillraceProcess monitor = monitor(Map.of())) {
            assertThat(monitor.endsWithin(PATIENCE_MILLIS)).isTrue();
            assertThat(monitor.exitCode()).isEqualTo(1);
            assertThat(monitor.said())
                    .contains(
                            "drift-monitor: webhook pager: the environment variable PAGER_SECRET is missing: set it, or");
        }
    }

    private MillraceProcess monitor(Map<String, String> environment) throws IOException {
        return MillraceProcess.start(
                directory.resolve("monitor.log"),
                directory,
                MONITOR,
                environment,
                "--pipeline=sales.yaml",
                "--bootstrap-servers=" + kafka.bootstrapServers(),
                "--schema-registry=" + kafka.schemaRegistry(),
                "--state-dir=state");
    }

    private void send(String episode, EpisodePhase phase) throws Exception {
        DriftAlert alert = DriftAlert.newBuilder()
                .setEpisode(episode)
                .setPhase(phase)
                .setKind(DriftKind.PREDICTION)
                .setSeverity(Severity.WARNING)
                .setStatistic("chi-square")
                .setValue(31.5)
                .setThreshold(12.1)
                .setReference(0.25)
                .setCurrent(0.5)
                .setModelVersion(7)
                .setObserved(12_000)
                .setChangedAt(Instant.parse("2026-03-01T11:30:00Z"))
                .setAt(Instant.parse("2026-03-01T12:00:00Z"))
                .setMessage("half of them are bad")
                .setCause(DriftCause.UNKNOWN)
                .setColumns(List.of())
                .build();
        String topic = topics.driftAlerts().name();
        byte[] value = AvroSerde.of(topics.driftAlerts(), kafka.registry()).serialize(topic, alert);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka.producer(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, episode, value)).get();
        }
    }

    /** Until so many alerts are committed by a webhook. */
    private void awaitSettled(String webhook, long alerts, MillraceProcess monitor) throws Exception {
        TopicPartition partition = new TopicPartition(topics.driftAlerts().name(), 0);
        OffsetAndMetadata settled = null;
        try (Admin admin = Admin.create(kafka.admin())) {
            for (long waited = 0; waited < PATIENCE_MILLIS && monitor.isAlive(); waited += 100) {
                settled = admin.listConsumerGroupOffsets("sales.webhook-" + webhook)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(partition);
                if (settled != null && settled.offset() == alerts) {
                    return;
                }
                Thread.sleep(100);
            }
        }
        assertThat(settled)
                .as(monitor.said())
                .extracting(OffsetAndMetadata::offset)
                .isEqualTo(alerts);
    }

    private List<String> taken() {
        return requests.stream()
                .filter(request -> request.answered() == 204)
                .map(Request::id)
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = requests.size() < REFUSALS ? 503 : 204;
            var headers = exchange.getRequestHeaders();
            requests.add(new Request(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    status));
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static String signature(Request request) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = request.id() + "." + request.timestamp() + "." + request.body();
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private String command(String... arguments) throws Exception {
        try (MillraceProcess process = start(arguments)) {
            assertThat(process.endsWithin(PATIENCE_MILLIS)).as(process.said()).isTrue();
            assertThat(process.exitCode()).as(process.said()).isZero();
            return process.said();
        }
    }

    private MillraceProcess start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--pipeline=sales.yaml",
                "--bootstrap-servers=" + kafka.bootstrapServers(),
                "--schema-registry=" + kafka.schemaRegistry()));
        Path said = Files.createTempFile(directory, "command", ".txt");
        return MillraceProcess.startBriefly(said, directory, all.toArray(String[]::new));
    }
}
