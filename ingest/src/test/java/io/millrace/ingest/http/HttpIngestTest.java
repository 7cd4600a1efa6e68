package io.millrace.ingest.http;

import static io.millrace.ingest.http.Serving.JSON;
import static io.millrace.ingest.http.Serving.LINES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.runtime.ServiceFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class HttpIngestTest {
    private static final String TWO =
            "[{\"number\":7,\"amount\":1.5,\"purpose\":\"car\"},{\"number\":\"8\",\"amount\":2}]";

    @Test
    void shouldAcceptRecordsOnceKafkaAcknowledgedThemAndSayWhereTheyStand() throws Exception {
        try (Serving serving = Serving.of(Serving.WITH_ID)) {
            HttpResponse<String> reply = serving.records(JSON, TWO);
            assertThat(reply.statusCode()).isEqualTo(202);
            assertThat(reply.body())
                    .isEqualTo(
                            "{\"accepted\":2,\"refused\":0,\"unacknowledged\":0,\"results\":["
                                    + "{\"id\":\"7\",\"partition\":0,\"offset\":0},{\"id\":\"8\",\"partition\":0,\"offset\":1}]}");
            assertThat(serving.ids(Kind.RECORDS)).containsExactly("7", "8");
            assertThat(serving.record(0).get("amount")).isEqualTo(1.5);
            assertThat(serving.record(0).get("purpose")).hasToString("car");
            assertThat(serving.record(1).get("purpose")).isNull();
        }
    }

    @Test
    void shouldTakeOneObjectAnArrayOrLinesEachGzippedOrNot() throws Exception {
        String line = "{\"number\":1,\"amount\":1}";
        try (Serving serving = Serving.of(Serving.WITH_ID)) {
            assertThat(serving.records(JSON, line).statusCode()).isEqualTo(202);
            assertThat(serving.records("application/json; charset=UTF-8", "[" + line + "]")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(serving.records(LINES, line + "\n\r\n" + line + "\n").statusCode())
                    .isEqualTo(202);
            assertThat(serving.records("application/jsonl", line).statusCode()).isEqualTo(202);
            for (String type : List.of(JSON, LINES)) {
                assertThat(serving.post("/v1/pipelines/loans/records", type, gzip(line), "Content-Encoding", "gzip")
                                .statusCode())
                        .isEqualTo(202);
            }
            assertThat(serving.ids(Kind.RECORDS)).hasSize(7);
        }
    }

    @Test
    void shouldLeaveTheSchemaOfRecordsToWhoeverSendsTheFirst() throws Exception {
        try (Serving serving = Serving.of(Serving.WITH_ID)) {
            assertThat(serving.schemas.getAllSubjects()).containsExactly("loans.labels-value");
            serving.records(JSON, TWO);
            assertThat(serving.schemas.getAllSubjects()).contains("loans.records-value");
        }
    }

    @Test
    void shouldSayThatTheTopicHasRecordsOfAnotherSchema() throws Exception {
        try (Serving serving = Serving.refusedSchemas(Serving.WITH_ID)) {
            HttpResponse<String> reply = serving.records(JSON, TWO);
            assertThat(reply.statusCode()).isEqualTo(409);
            assertThat(reply.body()).contains("another schema");
            assertThat(serving.ids(Kind.RECORDS)).isEmpty();
        }
    }

    @Test
    void shouldAcceptLabels() throws Exception {
        try (Serving serving = Serving.of(Serving.WITH_ID)) {
            HttpResponse<String> reply = serving.labels(
                    LINES,
                    "{\"id\":7,\"label\":\"approved\",\"labelledAt\":\"2026-01-31T12:00:00.5Z\"}\n"
                            + "{\"id\":\"8\",\"label\":true,\"labelledAt\":86400000}\n{\"id\":\"9\",\"label\":\"declined\"}");
            assertThat(reply.statusCode()).isEqualTo(202);
            assertThat(serving.ids(Kind.LABELS)).containsExactly("7", "8", "9");
            assertThat(serving.label(0).getValue()).isEqualTo("approved");
            assertThat(serving.label(0).getLabelledAt()).isEqualTo(Instant.parse("2026-01-31T12:00:00.5Z"));
            assertThat(serving.label(1).getValue()).isEqualTo("true");
            assertThat(serving.label(1).getLabelledAt()).isEqualTo(Instant.parse("1970-01-02T00:00:00Z"));
        }
    }

    @Test
    void shouldAcceptTheGoodAndNameLineAndFieldOfTheBad() throws Exception {
        String lines = """
                {"number":1,"amount":1}
                {"amount":2}
                {"number":3,"amount":
                {"number":4,"amount":4,"amount":5}
                [5]
                {"number":6,"amount":1e999}
                {"number":7} {"number":8}
                {"colour":"red"}
                {"number":9,"purpose":"%s"}
                {"number":10,"amount":1}
                """.formatted("x".repeat(2_000));
        try (Serving serving = Serving.of(Serving.WITH_ID)) {
            HttpResponse<String> reply = serving.records(LINES, lines);
            assertThat(reply.statusCode()).isEqualTo(207);
            JsonNode json = Serving.json(reply);
            assertThat(json.get("accepted").asInt()).isEqualTo(2);
            assertThat(json.get("refused").asInt()).isEqualTo(8);
            assertThat(json.get("ignoredFields")).hasToString("[\"colour\"]");
            JsonNode results = json.get("results");
            assertThat(results.get(0).get("id").asText()).isEqualTo("1");
            assertThat(results.get(1))
                    .hasToString(
                            "{\"line\":2,\"column\":1,\"field\":\"number\",\"error\":\"is missing: it is the record's id\"}");
            assertThat(results.get(2).get("line").asInt()).isEqualTo(3);
            assertThat(results.get(2).get("error").asText()).contains("end-of-input");
            assertThat(results.get(3).get("error").asText()).contains("Duplicate field 'amount'");
            assertThat(results.get(4).get("error").asText()).isEqualTo("is no JSON object");
            assertThat(results.get(5).get("field").asText()).isEqualTo("amount");
            assertThat(results.get(6).get("error").asText()).contains("more follows");
            assertThat(results.get(7).get("error").asText())
                    .contains("none of the pipeline's columns: amount, purpose");
            assertThat(results.get(8).get("error").asText()).contains("larger than Kafka takes");
            assertThat(results.get(9).get("id").asText()).isEqualTo("10");
            assertThat(serving.ids(Kind.RECORDS)).containsExactly("1", "10");
            assertIdentity(serving);
        }
    }

    @Test
    void shouldRefuseABodyWholeWhereNothingOfItCanBeTrusted() throws Exception {
        try (Serving serving = Serving.of(Serving.WITH_ID)) {
            refuses(serving, 400, "line 2, column 1: ", JSON, "[{\"number\":1,\"amount\":1},\n}");
            refuses(serving, 400, "Duplicate field 'number'", JSON, "[{\"number\":1,\"number\":1}]");
            refuses(serving, 400, "nesting", JSON, "[".repeat(40) + "]".repeat(40));
            refuses(serving, 400, "holds no JSON object", JSON, " ");
            refuses(serving, 400, "holds no JSON object", JSON, "[]");
            refuses(serving, 400, "more follows the first JSON value", JSON, "{\"number\":1,\"amount\":1}{}");
            refuses(serving, 413, "more than 1000 objects", JSON, "[" + "{},".repeat(1_000) + "{}]");
            refuses(serving, 415, "send application/json", "text/csv", "a,b");
            refuses(serving, 415, "send UTF-8", "application/json; charset=latin1", "{}");
            refuses(serving, 415, "send gzip", JSON, "{}", "Content-Encoding", "br");
            refuses(serving, 400, "is no whole gzip", JSON, "{}", "Content-Encoding", "gzip");
            refuses(serving, 422, "nothing was accepted", JSON, "{\"amount\":1}");
            refuses(serving, 422, "nothing was accepted", JSON, "7");
            byte[] latin = "{\"number\":1,\n\"purpose\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
            byte[] utf16 = "{\"number\":1}".getBytes(StandardCharsets.UTF_16BE);
            String path = "/v1/pipelines/loans/records";
            assertThat(serving.post(path, JSON, latin).body()).isEqualTo("{\"error\":\"line 2: not UTF-8 text\"}\n");
            assertThat(serving.post(path, JSON, utf16).body()).contains("not UTF-8 text");
            byte[] bomb = gzip("{\"number\":1,\"purpose\":\"" + " ".repeat(10_000_000) + "\"}");
            HttpResponse<String> bombed = serving.post(path, JSON, bomb, "Content-Encoding", "gzip");
            assertThat(bombed.statusCode()).isEqualTo(413);
            assertThat(bombed.body()).contains("inflates to more than 100000 bytes");
            assertThat(serving.post("/v1/pipelines/other/records", JSON, utf16).statusCode())
                    .isEqualTo(404);
            assertThat(serving.broker.history()).isEmpty();
            assertIdentity(serving);
        }
    }

    @Test
    void shouldGiveARecordWithoutAnIdOneThatARetryGetsAgain() throws Exception {
        try (Serving serving = Serving.of(Serving.YAML);
                Serving other = Serving.of(Serving.YAML)) {
            String body = "[{\"amount\":1},{\"id\":\"mine\",\"amount\":2}]";
            serving.records(JSON, body, "Idempotency-Key", "k");
            other.records(JSON, body, "Idempotency-Key", "k");
            assertThat(serving.ids(Kind.RECORDS)).hasSize(2).contains("mine").doesNotHaveDuplicates();
            assertThat(other.ids(Kind.RECORDS)).isEqualTo(serving.ids(Kind.RECORDS));
            other.records(JSON, body);
            assertThat(other.ids(Kind.RECORDS).get(2))
                    .isNotEqualTo(other.ids(Kind.RECORDS).get(0));
        }
    }

    @Test
    void shouldAnswerARetryWithTheReplyItHasAndSendNothingTwice() throws Exception {
        try (Serving serving = Serving.of(Serving.WITH_ID)) {
            HttpResponse<String> first = serving.records(JSON, TWO, "Idempotency-Key", "a");
            HttpResponse<String> again = serving.records(JSON, TWO, "Idempotency-Key", "a");
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
            assertThat(serving.broker.history()).hasSize(2);
            HttpResponse<String> another = serving.records(JSON, "{\"number\":1}", "Idempotency-Key", "a");
            assertThat(another.statusCode()).isEqualTo(422);
            assertThat(another.body()).contains("was used for another body");
            assertThat(serving.records(JSON, TWO, "Idempotency-Key", "b").statusCode())
                    .isEqualTo(202);
            assertThat(serving.broker.history()).hasSize(4);
        }
    }

    @Test
    void shouldSayWhatIsNotAcknowledgedAndTakeItOnARetry() throws Exception {
        try (Serving serving = Serving.of(Serving.WITH_ID)) {
            serving.broker.trouble = Optional.of(new TimeoutException("the broker does not answer"));
            HttpResponse<String> reply = serving.records(JSON, TWO, "Idempotency-Key", "a");
            assertThat(reply.statusCode()).isEqualTo(503);
            assertThat(reply.body())
                    .contains(
                            "\"error\":\"Kafka did not acknowledge 2 of 2 in time: send these again with the same ids\"")
                    .contains("\"unacknowledged\":2")
                    .contains("{\"id\":\"7\",\"error\":\"not acknowledged: the broker does not answer\"}");
            serving.broker.trouble = Optional.empty();
            assertThat(serving.records(JSON, TWO, "Idempotency-Key", "a").statusCode())
                    .isEqualTo(202);
            assertThat(serving.ids(Kind.RECORDS)).containsExactly("7", "8");
            assertIdentity(serving);
        }
    }

    @Test
    void shouldPressBackWhileKafkaHasTooMuchToAcknowledge() throws Exception {
        FakeBroker broker = FakeBroker.silent();
        HttpIngestSettings settings = new HttpIngestSettings(
                100_000, 2, 3, 0, Serving.SETTINGS.deliveryTimeout(), Serving.SETTINGS.idempotencyWindow());
        try (Serving serving = Serving.of(Serving.WITH_ID, broker, settings)) {
            CompletableFuture<HttpResponse<String>> waiting = serving.client()
                    .sendAsync(
                            serving.request("/v1/pipelines/loans/records", JSON, TWO.getBytes(StandardCharsets.UTF_8)),
                            HttpResponse.BodyHandlers.ofString());
            while (broker.history().size() < 2) {
                Thread.onSpinWait();
            }
            HttpResponse<String> pressed = serving.records(JSON, TWO);
            assertThat(pressed.statusCode()).isEqualTo(429);
            assertThat(pressed.headers().firstValue("Retry-After")).contains("1");
            assertThat(waiting).isNotDone();
            assertThat(broker.completeNext()).isTrue();
            assertThat(broker.completeNext()).isTrue();
            assertThat(waiting.get().statusCode()).isEqualTo(202);
            assertIdentity(serving);
        }
    }

    @Test
    void shouldHoldAClientToItsRate() throws Exception {
        HttpIngestSettings settings = new HttpIngestSettings(
                100_000, 1_000, 2_000, 1, Serving.SETTINGS.deliveryTimeout(), Serving.SETTINGS.idempotencyWindow());
        SettableClock clock = new SettableClock();
        try (Serving serving = new Serving(Serving.WITH_ID, FakeBroker.acknowledging(), settings, clock)) {
            serving.start();
            assertThat(serving.records(JSON, TWO).statusCode()).isEqualTo(202);
            HttpResponse<String> tooSoon = serving.records(JSON, TWO);
            assertThat(tooSoon.statusCode()).isEqualTo(429);
            assertThat(tooSoon.headers().firstValue("Retry-After")).contains("2");
            clock.advanceMillis(2_000);
            assertThat(serving.records(JSON, TWO).statusCode()).isEqualTo(202);
        }
    }

    @Test
    void shouldAnswer503BeforeItIsReady() throws Exception {
        try (Serving serving = new Serving(
                Serving.WITH_ID, FakeBroker.acknowledging(), Serving.SETTINGS, java.time.InstantSource.system())) {
            assertThat(serving.records(JSON, TWO).statusCode()).isEqualTo(503);
            assertThat(serving.get("/ready").statusCode()).isEqualTo(503);
            serving.start();
            assertThat(serving.get("/ready").statusCode()).isEqualTo(200);
            assertThat(serving.records(JSON, TWO).statusCode()).isEqualTo(202);
        }
    }

    @Test
    void shouldRefuseSettingsThatCannotBe() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new HttpIngestSettings(
                        1, 10, 9, 0, Serving.SETTINGS.deliveryTimeout(), Serving.SETTINGS.idempotencyWindow()))
                .isInstanceOf(ServiceFailure.class)
                .hasMessage("--http-max-in-flight: must not be less than --http-max-records");
    }

    private static void refuses(Serving serving, int status, String error, String type, String body, String... headers)
            throws Exception {
        HttpResponse<String> reply = serving.records(type, body, headers);
        assertThat(reply.statusCode()).as(body).isEqualTo(status);
        assertThat(Serving.json(reply).get("error").asText()).contains(error);
    }

    private static void assertIdentity(Serving serving) {
        assertThat(serving.count(Kind.RECORDS, "received"))
                .isEqualTo(serving.count(Kind.RECORDS, "accepted") + serving.count(Kind.RECORDS, "refused"));
        assertThat(serving.count(Kind.RECORDS, "accepted"))
                .isEqualTo(serving.ids(Kind.RECORDS).size());
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
