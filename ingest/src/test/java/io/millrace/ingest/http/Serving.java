package io.millrace.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.runtime.HttpEndpoint;
import io.millrace.runtime.HttpSettings;
import io.millrace.runtime.Route;
import io.millrace.runtime.StatusRoutes;
import io.millrace.schemas.Label;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.serde.UserRecords;
import io.millrace.schemas.topics.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** HTTP ingest of one pipeline behind a real endpoint, with a broker and a registry in memory. */
final class Serving implements AutoCloseable {
    static final String JSON = "application/json";
    static final String LINES = "application/x-ndjson";
    static final String YAML = """
            name: loans
            task: binary-classification
            label: {classes: [approved, declined]}
            columns:
              - {name: amount, type: numeric, min: 0}
              - {name: purpose, type: categorical}
            """;
    static final String WITH_ID = YAML.replace("label:", "source: {id: number}\nlabel:");
    static final HttpIngestSettings SETTINGS =
            new HttpIngestSettings(100_000, 1_000, 2_000, 0, Duration.ofSeconds(1), Duration.ofMinutes(10));

    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final FakeBroker broker;
    final PipelineDefinition pipeline;
    final MockSchemaRegistryClient schemas = new MockSchemaRegistryClient() {
        @Override
        public int register(String subject, ParsedSchema schema) throws IOException, RestClientException {
            if (recordsRefused && subject.endsWith(".records-value")) {
                throw new RestClientException("incompatible with an earlier schema", 409, 409);
            }
            return super.register(subject, schema);
        }
    };
    private boolean recordsRefused;
    final SchemaRegistry registry = new SchemaRegistry("http://registry", schemas);
    private final HttpIngest ingest;
    private final HttpEndpoint endpoint;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Serving(String yaml, FakeBroker broker, HttpIngestSettings settings, InstantSource clock) {
        this.broker = broker;
        this.pipeline = PipelineReader.parse(yaml, "p.yaml");
        this.ingest = new HttpIngest(pipeline, registry, broker, settings, meters, clock);
        List<Route> routes = new ArrayList<>(StatusRoutes.of(ingest::health, meters));
        routes.addAll(ingest.routes());
        this.endpoint = HttpEndpoint.start(HttpSettings.loopback(0), routes);
    }

    /** Ready to serve. */
    static Serving of(String yaml) throws InterruptedException {
        return of(yaml, FakeBroker.acknowledging(), SETTINGS);
    }

    static Serving of(String yaml, FakeBroker broker, HttpIngestSettings settings) throws InterruptedException {
        Serving serving = new Serving(yaml, broker, settings, InstantSource.system());
        serving.start();
        return serving;
    }

    /** Ready to serve; the registry has records of another schema. */
    static Serving refusedSchemas(String yaml) throws InterruptedException {
        Serving serving = of(yaml);
        serving.recordsRefused = true;
        return serving;
    }

    void start() throws InterruptedException {
        ingest.start();
        while (!ingest.health().isReady()) {
            Thread.sleep(5);
        }
    }

    List<Route> routes() {
        return endpoint.routes();
    }

    HttpResponse<String> records(String type, String body, String... headers) throws Exception {
        return post(
                "/v1/pipelines/loans/records", type, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> labels(String type, String body, String... headers) throws Exception {
        return post(
                "/v1/pipelines/loans/labels", type, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> post(String path, String type, byte[] body, String... headers) throws Exception {
        return client.send(request(path, type, body, headers), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest request(String path, String type, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.url() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(endpoint.url() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpClient client() {
        return client;
    }

    static JsonNode json(HttpResponse<String> reply) throws Exception {
        return new JsonMapper().readTree(reply.body());
    }

    /** Ids of what is on a topic. */
    List<String> ids(Kind kind) {
        String topic = kind == Kind.RECORDS
                ? Topics.of(pipeline).records().name()
                : Topics.of(pipeline).labels().name();
        return broker.history().stream()
                .filter(message -> message.topic().equals(topic))
                .map(message -> message.key())
                .toList();
    }

    GenericRecord record(int number) {
        return new UserRecords(registry).read(broker.history().get(number).value());
    }

    Label label(int number) {
        var message = broker.history().get(number);
        return AvroSerde.of(Topics.of(pipeline).labels(), registry).deserialize(message.topic(), message.value());
    }

    /** The sum of a counter over its reasons. */
    long count(Kind kind, String counter) {
        return (long) meters.find("millrace.ingest.http." + counter).tag("kind", kind.toString()).counters().stream()
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }

    @Override
    public void close() {
        endpoint.close();
        ingest.close();
    }
}
