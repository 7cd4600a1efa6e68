package io.millrace.cli.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Confluent's own client walks over the registry. */
class EmbeddedRegistryTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final AvroSchema ORDER = order("{'name':'id','type':'long'},{'name':'amount','type':'double'}");
    private static final AvroSchema WITH_NOTE = order("{'name':'id','type':'long'},{'name':'amount','type':'double'},"
            + "{'name':'note','type':['null','string'],'default':null}");
    private static final AvroSchema WITH_TEXT_ID = order("{'name':'id','type':'string'}");

    private final MemoryLog log = new MemoryLog();
    private EmbeddedRegistry registry = new EmbeddedRegistry(log, ANY_PORT);
    private SchemaRegistryClient client = client(registry.url());

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void shouldGiveTheSameSchemaTheSameIdUnderEverySubject() throws Exception {
        int id = client.register("orders-value", ORDER);

        assertThat(client(registry.url()).register("orders-value", ORDER)).isEqualTo(id);
        assertThat(client.register("returns-value", ORDER)).isEqualTo(id);
        assertThat(client.register("orders-value", WITH_NOTE)).isNotEqualTo(id);
        assertThat(client.getAllSubjectsById(id)).containsExactlyInAnyOrder("orders-value", "returns-value");
    }

    @Test
    void shouldFindSchemasByIdVersionAndText() throws Exception {
        int first = client.register("orders-value", ORDER);
        int second = client.register("orders-value", WITH_NOTE);
        SchemaRegistryClient reader = client(registry.url());

        assertThat(reader.getSchemaById(first).canonicalString()).isEqualTo(ORDER.canonicalString());
        assertThat(reader.getAllVersions("orders-value")).containsExactly(1, 2);
        SchemaMetadata latest = reader.getLatestSchemaMetadata("orders-value");
        assertThat(latest.getVersion()).isEqualTo(2);
        assertThat(latest.getId()).isEqualTo(second);
        assertThat(latest.getSchema()).isEqualTo(WITH_NOTE.canonicalString());
        assertThat(reader.getSchemaMetadata("orders-value", 1).getId()).isEqualTo(first);
        assertThat(reader.getVersion("orders-value", WITH_NOTE)).isEqualTo(2);
        assertThat(reader.getId("orders-value", ORDER)).isEqualTo(first);
        assertThat(reader.getAllSubjects()).containsExactly("orders-value");
    }

    @Test
    void shouldRefuseWhatBreaksBackwardCompatibilityUnlessToldOtherwise() throws Exception {
        client.register("orders-value", ORDER);

        assertThat(client.testCompatibility("orders-value", WITH_NOTE)).isTrue();
        assertThat(client.testCompatibility("orders-value", WITH_TEXT_ID)).isFalse();
        assertThat(client.testCompatibility("new-value", WITH_TEXT_ID)).isTrue();
        assertThat(refusal(() -> client.register("orders-value", WITH_TEXT_ID))).isEqualTo("409/409");
        assertThat(client.getAllVersions("orders-value")).containsExactly(1);

        client.updateCompatibility("orders-value", "NONE");
        client.register("orders-value", WITH_TEXT_ID);
        assertThat(client.getAllVersions("orders-value")).containsExactly(1, 2);
    }

    @Test
    void shouldKeepLevelsPerSubjectAndForAll() throws Exception {
        assertThat(client.getCompatibility(null)).isEqualTo("BACKWARD");
        assertThat(refusal(() -> client.getCompatibility("orders-value"))).isEqualTo("404/40408");
        assertThat(client.updateCompatibility("orders-value", "FULL_TRANSITIVE"))
                .isEqualTo("FULL_TRANSITIVE");
        assertThat(client.updateCompatibility(null, "FORWARD")).isEqualTo("FORWARD");
        assertThat(client.getCompatibility("orders-value")).isEqualTo("FULL_TRANSITIVE");
        assertThat(client.getCompatibility(null)).isEqualTo("FORWARD");
        assertThat(refusal(() -> client.updateCompatibility("orders-value", "SOMEHOW")))
                .isEqualTo("422/42203");

        client.deleteCompatibility("orders-value");
        assertThat(refusal(() -> client.getCompatibility("orders-value"))).isEqualTo("404/40408");
    }

    @Test
    void shouldSayWhatIsNotThereInConfluentsCodes() throws Exception {
        client.register("orders-value", ORDER);

        assertThat(refusal(() -> client.getLatestSchemaMetadata("nothing-value")))
                .isEqualTo("404/40401");
        assertThat(refusal(() -> client.getSchemaMetadata("orders-value", 7))).isEqualTo("404/40402");
        assertThat(refusal(() -> client.getSchemaById(99_999))).isEqualTo("404/40403");
        assertThat(refusal(() -> client.getVersion("orders-value", WITH_TEXT_ID)))
                .isEqualTo("404/40403");
        assertThat(refusal(() -> client.deleteSubject("nothing-value"))).isEqualTo("404/40401");
    }

    @Test
    void shouldKeepADeletedSubjectReadableUntilItIsDeletedForGood() throws Exception {
        int id = client.register("orders-value", ORDER);
        client.register("orders-value", WITH_NOTE);

        assertThat(refusal(() -> client.deleteSubject("orders-value", true))).isEqualTo("404/40405");
        assertThat(client.deleteSubject("orders-value")).containsExactly(1, 2);
        assertThat(client.getAllSubjects()).isEmpty();
        assertThat(client.getAllSubjects(true)).containsExactly("orders-value");
        assertThat(client(registry.url()).getSchemaById(id).canonicalString()).isEqualTo(ORDER.canonicalString());
        assertThat(refusal(() -> client.deleteSubject("orders-value"))).isEqualTo("404/40404");

        assertThat(client.deleteSubject("orders-value", true)).containsExactly(1, 2);
        assertThat(client.getAllSubjects(true)).isEmpty();
        assertThat(refusal(() -> client(registry.url()).getSchemaById(id))).isEqualTo("404/40403");
    }

    @Test
    void shouldTakeADeletedSubjectUpAgainUnderANewVersionWithTheOldId() throws Exception {
        int id = client.register("orders-value", ORDER);
        client.deleteSubject("orders-value");

        SchemaRegistryClient again = client(registry.url());
        assertThat(again.register("orders-value", ORDER)).isEqualTo(id);
        assertThat(again.getAllVersions("orders-value")).containsExactly(2);
    }

    @Test
    void shouldDeleteSingleVersions() throws Exception {
        client.register("orders-value", ORDER);
        client.register("orders-value", WITH_NOTE);

        assertThat(refusal(() -> client.deleteSchemaVersion("orders-value", "1", true)))
                .isEqualTo("404/40407");
        assertThat(client.deleteSchemaVersion("orders-value", "1")).isEqualTo(1);
        assertThat(refusal(() -> client.deleteSchemaVersion("orders-value", "1")))
                .isEqualTo("404/40406");
        assertThat(client.getAllVersions("orders-value")).containsExactly(2);
        assertThat(client.deleteSchemaVersion("orders-value", "1", true)).isEqualTo(1);
        assertThat(refusal(() -> client.deleteSchemaVersion("orders-value", "0")))
                .isEqualTo("422/42202");
    }

    @Test
    void shouldRefuseWhatIsNoAvroSchema() throws Exception {
        assertThat(post("/subjects/orders-value/versions", "{\"schema\":\"{\\\"type\\\":\\\"recrd\\\"}\"}"))
                .startsWith("422 {\"error_code\":42201");
        assertThat(post("/subjects/orders-value/versions", "{\"schemaType\":\"PROTOBUF\",\"schema\":\"x\"}"))
                .startsWith("422 {\"error_code\":42201");
        assertThat(post("/subjects/orders-value/versions", "not json")).startsWith("400 ");
        assertThat(post("/nowhere", "{}")).startsWith("404 ");
        assertThat(post("/subjects", "{}")).startsWith("405 ");
    }

    @Test
    void shouldServeSchemasAsBareJson() throws Exception {
        int id = client.register("orders-value", ORDER);

        assertThat(get("/schemas/ids/" + id + "/schema")).isEqualTo("200 " + ORDER.canonicalString());
        assertThat(get("/subjects/orders-value/versions/latest/schema")).isEqualTo("200 " + ORDER.canonicalString());
        assertThat(get("/schemas/ids/" + id + "/versions"))
                .contains("\"subject\":\"orders-value\"")
                .contains("\"version\":1");
        assertThat(get("/schemas/types")).isEqualTo("200 [\"AVRO\"]");
    }

    @Test
    void shouldGoOnWhereItStoppedAfterARestart() throws Exception {
        int first = client.register("orders-value", ORDER);
        int second = client.register("orders-value", WITH_NOTE);
        client.updateCompatibility("orders-value", "FULL");
        client.register("gone-value", ORDER);
        client.deleteSubject("gone-value");

        registry.close();
        registry = new EmbeddedRegistry(log, ANY_PORT);
        client = client(registry.url());

        assertThat(client.getAllVersions("orders-value")).containsExactly(1, 2);
        assertThat(client.getCompatibility("orders-value")).isEqualTo("FULL");
        assertThat(client.getAllSubjects()).containsExactly("orders-value");
        assertThat(client.getAllSubjects(true)).containsExactly("gone-value", "orders-value");
        assertThat(client.register("orders-value", ORDER)).isEqualTo(first);
        assertThat(client.register("texts-value", WITH_TEXT_ID)).isGreaterThan(second);
    }

    @Test
    void shouldNotPretendToHaveKeptWhatTheBrokerDidNotTake() throws Exception {
        log.failFromNowOn();

        assertThat(refusal(() -> client.register("orders-value", ORDER))).isEqualTo("500/50001");
        assertThat(client.getAllSubjects()).isEmpty();
    }

    private interface Request {
        void send() throws Exception;
    }

    private static String refusal(Request request) throws Exception {
        try {
            request.send();
            return "none";
        } catch (RestClientException e) {
            return e.getStatus() + "/" + e.getErrorCode();
        }
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)), path);
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().GET(), path);
    }

    private String send(HttpRequest.Builder request, String path) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(request.uri(URI.create(registry.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static SchemaRegistryClient client(String url) {
        return new CachedSchemaRegistryClient(List.of(url), 100, List.of(new AvroSchemaProvider()), Map.of());
    }

    private static AvroSchema order(String fields) {
        return new AvroSchema(
                ("{'type':'record','name':'Order','namespace':'shop','fields':[" + fields + "]}").replace('\'', '"'));
    }
}
