package io.millrace.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.millrace.schemas.Label;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Confluent's real client against a server that says what the test tells it to. */
class SchemaRegistryTest {
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private SchemaRegistry registry;
    private volatile String authorization;
    private volatile int status = 200;
    private volatile String answer = "{\"id\": 3}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            exchange.getRequestBody().readAllBytes();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        registry = new SchemaRegistry("http://localhost:" + server.getAddress().getPort(), Map.of());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldAskOnceForTheIdOfASchema() {
        assertThat(registry.idOf("p.labels", Label.getClassSchema())).isEqualTo(3);
        assertThat(registry.idOf(
                        "p.labels",
                        new Schema.Parser().parse(Label.getClassSchema().toString())))
                .isEqualTo(3);

        assertThat(requests).hasValue(1);
    }

    @Test
    void shouldRegisterUnderEachTopic() {
        registry.idOf("p.labels", Label.getClassSchema());
        registry.idOf("q.labels", Label.getClassSchema());

        assertThat(requests).hasValue(2);
    }

    @Test
    void shouldAskOnceForTheSchemaOfAnId() {
        says(200, "{\"schema\": \"\\\"string\\\"\"}");

        assertThat(registry.byId(9).getType()).isEqualTo(Schema.Type.STRING);
        assertThat(registry.byId(9)).isSameAs(registry.byId(9));
        assertThat(requests).hasValue(1);
    }

    @Test
    void shouldTellAnUnknownIdFromARegistryInTrouble() {
        says(404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> registry.byId(9))
                .withMessageContaining("schema id 9: Schema not found");

        for (int trouble : new int[] {429, 500, 503}) {
            says(trouble, "{\"error_code\": " + trouble + ", \"message\": \"not now\"}");
            assertThatExceptionOfType(RegistryUnavailable.class)
                    .isThrownBy(() -> registry.byId(9))
                    .withMessageContaining("not now");
        }
    }

    @Test
    void shouldTellARegistryThatRefusesTheClient() {
        for (int refusal : new int[] {401, 403}) {
            says(refusal, "{\"error_code\": " + refusal + ", \"message\": \"not you\"}");
            assertThatExceptionOfType(RegistryRefused.class)
                    .isThrownBy(() -> registry.byId(9))
                    .withMessageContaining("HTTP " + refusal)
                    .withMessageContaining("not you");
            assertThatExceptionOfType(RegistryRefused.class).isThrownBy(() -> registry.check());
        }
    }

    @Test
    void shouldTellAWebServerThatIsNoRegistry() {
        says(404, "<html>");

        assertThatExceptionOfType(RegistryUnavailable.class).isThrownBy(() -> registry.check());
    }

    @Test
    void shouldLogInAsConfluentsClientDoes() {
        says(200, "[]");
        with(Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "u:p"))
                .check();
        assertThat(authorization).isEqualTo("Basic dTpw");

        with(Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t"))
                .check();
        assertThat(authorization).isEqualTo("Bearer t");
    }

    @Test
    void shouldGoOnWithTheNextOfSeveralRegistries() {
        says(200, "[]");
        new SchemaRegistry("http://localhost:1 , " + url(), Map.of()).check();

        assertThat(requests).hasValue(1);
    }

    @Test
    void shouldAskAgainAfterTrouble() {
        says(503, "{\"error_code\": 50301, \"message\": \"not now\"}");
        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> registry.idOf("p.labels", Label.getClassSchema()));

        says(200, "{\"id\": 3}");
        assertThat(registry.idOf("p.labels", Label.getClassSchema())).isEqualTo(3);
    }

    @Test
    void shouldSayThatASchemaBreaksCompatibility() {
        says(409, "{\"error_code\": 409, \"message\": \"Schema being registered is incompatible\"}");

        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> registry.idOf("p.labels", Label.getClassSchema()))
                .withMessageContaining("subject p.labels-value: Schema being registered is incompatible");
    }

    @Test
    void shouldRefuseASchemaThatIsNotAvro() {
        says(200, "{\"schema\": \"syntax = 'proto3';\", \"schemaType\": \"PROTOBUF\"}");

        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> registry.byId(9))
                .withMessageContaining("schema id 9: is not an Avro schema");
    }

    @Test
    void shouldSayWhichRegistryIsDown() {
        server.stop(0);

        assertThatExceptionOfType(RegistryUnavailable.class)
                .isThrownBy(() -> registry.byId(9))
                .withMessageStartingWith("the schema registry at http://localhost:")
                .withMessageContaining("gives no answer");
    }

    private SchemaRegistry with(Map<String, ?> configuration) {
        return new SchemaRegistry(url(), configuration);
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void says(int status, String answer) {
        this.status = status;
        this.answer = answer;
    }
}
