package io.millrace.drift.webhooks;

import static io.millrace.drift.webhooks.Alerts.alert;
import static io.millrace.schemas.EpisodePhase.CLOSED;
import static io.millrace.schemas.EpisodePhase.OPENED;
import static io.millrace.schemas.EpisodePhase.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.drift.webhooks.FakeReceiver.Request;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.UndeliveredAlert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookLoopTest {
    private FakeReceiver receiver;
    private WebhookDriver driver;

    @BeforeEach
    void listen() throws IOException {
        receiver = new FakeReceiver();
    }

    @AfterEach
    void stop() {
        driver.close();
        receiver.close();
    }

    private void start(String settings) {
        driver = new WebhookDriver(receiver.url(), settings).start();
    }

    @Test
    void shouldPostEachAlertOnceInOrderAndSigned() throws Exception {
        start("");
        driver.alert(alert("drift-1", OPENED));
        driver.garbage();
        driver.alert(alert("drift-1", CLOSED));
        driver.turnUntil(() -> driver.committed() == 3);

        assertThat(receiver.requests())
                .extracting(request -> request.header("webhook-id"))
                .containsExactly("loans/drift-1/OPENED/0@0", "loans/drift-1/CLOSED/0@2");
        for (Request request : receiver.requests()) {
            assertThat(request.header("webhook-timestamp"))
                    .isEqualTo(Long.toString(driver.now().getEpochSecond()));
            assertThat(request.header("webhook-signature")).isEqualTo("v1," + expectedSignature(request));
            assertThat(request.header("content-type")).isEqualTo("application/json");
        }
        JsonNode body = new ObjectMapper().readTree(receiver.requests().get(0).body());
        assertThat(body.get("type").asText()).isEqualTo("drift.opened");
        assertThat(body.get("timestamp").asText()).isEqualTo("2026-03-01T11:59:00Z");
        assertThat(body.get("pipeline").asText()).isEqualTo("loans");
        assertThat(body.get("data").get("kind").asText()).isEqualTo("PREDICTION");
        assertThat(body.get("data").get("changedAt").asText()).isEqualTo("2026-03-01T11:30:00Z");
        assertThat(body.get("data").get("modelVersion").asLong()).isEqualTo(7);
        assertThat(driver.counted("sent")).isEqualTo(2);
    }

    @Test
    void shouldPostAgainUnderTheSameIdUntilItIsTaken() {
        start(", firstPause: 1s, longestPause: 1m");
        receiver.answers(503, "").answers(500, "out of order");
        driver.alert(alert("drift-1", OPENED));
        driver.turnUntil(() -> driver.counted("retried") == 1);
        assertThat(driver.failing()).isEqualTo(1);
        assertThat(driver.committed()).isZero();

        driver.pass(Duration.ofMillis(400)); // less than half of the first pause
        turnSomeTimes();
        assertThat(receiver.requests()).hasSize(1);
        driver.pass(Duration.ofMillis(600));
        driver.turnUntil(() -> driver.counted("retried") == 2);
        driver.pass(Duration.ofSeconds(2));
        driver.turnUntil(() -> driver.committed() == 1);

        assertThat(receiver.requests()).hasSize(3);
        assertThat(receiver.requests())
                .extracting(Request::body)
                .containsOnly(receiver.requests().get(0).body());
        assertThat(receiver.requests())
                .extracting(request -> request.header("webhook-id"))
                .containsOnly("loans/drift-1/OPENED/0@0");
        assertThat(receiver.requests())
                .extracting(request -> request.header("webhook-signature"))
                .doesNotHaveDuplicates();
        assertThat(driver.failing()).isZero();
        assertThat(driver.undelivered()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"120", "Sun, 1 Mar 2026 12:02:00 GMT"})
    void shouldLeaveAReceiverAloneAsLongAsItAsks(String retryAfter) {
        start("");
        receiver.asksToWait(retryAfter);
        driver.alert(alert("drift-1", OPENED));
        driver.turnUntil(() -> driver.counted("retried") == 1);

        driver.pass(Duration.ofSeconds(119));
        turnSomeTimes();
        assertThat(receiver.requests()).hasSize(1);
        driver.pass(Duration.ofSeconds(1));
        driver.turnUntil(() -> driver.committed() == 1);
        assertThat(receiver.requests()).hasSize(2);
    }

    @Test
    void shouldSetAsideWhatIsRefusedAndGoOn() {
        start("");
        receiver.answers(400, "no such\n channel");
        driver.alert(alert("drift-1", OPENED));
        driver.alert(alert("drift-1", CLOSED));
        driver.turnUntil(() -> driver.committed() == 2);

        assertThat(receiver.requests()).hasSize(2);
        UndeliveredAlert refused = driver.undelivered().get(0);
        assertThat(driver.undelivered()).hasSize(1);
        assertThat(refused.getWebhook()).isEqualTo("pager");
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(refused.getError()).isEqualTo("HTTP 400: no such channel");
        assertThat(refused.getAttempts()).isEqualTo(1);
        assertThat(refused.getBody()).isEqualTo(receiver.requests().get(0).body());
        assertThat(refused.getAlert()).contains("\"phase\":\"OPENED\"");
        assertThat(driver.counted("failed")).isEqualTo(1);
        assertThat(driver.counted("sent")).isEqualTo(1);
    }

    @Test
    void shouldGiveUpAfterItsAttemptsWhateverKeepsThemFromEnding() {
        start(", attempts: 3, timeout: 200ms");
        receiver.answers(503, "").answers(408, "").keepsWaiting();
        driver.alert(alert("drift-1", OPENED));
        driver.turnUntil(() -> passes(Duration.ofMinutes(1)) && driver.committed() == 1);

        assertThat(receiver.requests()).hasSize(3);
        assertThat(driver.undelivered()).hasSize(1);
        assertThat(driver.undelivered().get(0).getStatus()).isNull();
        assertThat(driver.undelivered().get(0).getError()).isEqualTo("no whole answer within 200 ms");
        assertThat(driver.undelivered().get(0).getAttempts()).isEqualTo(3);
        assertThat(driver.counted("retried")).isEqualTo(2);
    }

    @Test
    void shouldSetAsideWhatNobodyListensTo() {
        receiver.close();
        start(", attempts: 2");
        driver.alert(alert("drift-1", OPENED));
        driver.turnUntil(() -> passes(Duration.ofMinutes(1)) && driver.committed() == 1);

        assertThat(driver.undelivered().get(0).getError()).contains("ConnectException");
    }

    @Test
    void shouldNotPostWhatIsMutedButCountIt() {
        start("");
        driver.mute("drift-1", Duration.ofHours(1));
        driver.mute("PERFORMANCE", Duration.ofHours(2));
        driver.alert(alert("drift-1", OPENED));
        driver.alert(alert("drift-2", OPENED, DriftKind.PERFORMANCE));
        driver.alert(alert("drift-3", OPENED));
        driver.turnUntil(() -> driver.committed() == 3);
        driver.pass(Duration.ofHours(1));
        driver.alert(alert("drift-1", CLOSED));
        driver.turnUntil(() -> driver.committed() == 4);

        assertThat(receiver.requests())
                .extracting(request -> request.header("webhook-id"))
                .containsExactly("loans/drift-3/OPENED/0@2", "loans/drift-1/CLOSED/0@3");
        assertThat(driver.counted("muted")).isEqualTo(2);
    }

    @Test
    void shouldStopTryingWhatIsMutedMeanwhile() {
        start("");
        receiver.answers(503, "");
        driver.alert(alert("drift-1", OPENED));
        driver.turnUntil(() -> driver.counted("retried") == 1);
        driver.mute("drift-1", Duration.ofHours(1));
        driver.pass(Duration.ofMinutes(1));
        driver.turnUntil(() -> driver.committed() == 1);

        assertThat(receiver.requests()).hasSize(1);
        assertThat(driver.counted("muted")).isEqualTo(1);
    }

    @Test
    void shouldPostAgainAfterARestartWhatWasNotTaken() {
        start("");
        driver.alert(alert("drift-1", OPENED));
        driver.turnUntil(() -> driver.committed() == 1);
        receiver.answers(503, "");
        driver.alert(alert("drift-1", CLOSED));
        driver.turnUntil(() -> driver.counted("retried") == 1);

        driver.close();
        driver.start();
        driver.turnUntil(() -> driver.committed() == 2);

        assertThat(receiver.requests())
                .extracting(request -> request.header("webhook-id"))
                .containsExactly("loans/drift-1/OPENED/0@0", "loans/drift-1/CLOSED/0@1", "loans/drift-1/CLOSED/0@1");
    }

    @Test
    void shouldBeginWithTheAlertsToCome() {
        driver = new WebhookDriver(receiver.url(), "");
        driver.alert(alert("drift-1", OPENED));
        driver.start();
        assertThat(driver.committed()).isEqualTo(1);
        driver.alert(alert("drift-1", CLOSED));
        driver.turnUntil(() -> driver.committed() == 2);

        assertThat(receiver.requests()).hasSize(1);
        assertThat(receiver.requests().get(0).header("webhook-id")).isEqualTo("loans/drift-1/CLOSED/0@1");
    }

    @Test
    void shouldTellAnAlertmanagerAgainOfWhatIsOpen() {
        start(", format: alertmanager, repeatEvery: 1m");
        driver.alert(alert("drift-1", OPENED));
        driver.turnUntil(() -> driver.committed() == 1);
        turnSomeTimes();
        assertThat(receiver.requests()).hasSize(1);
        driver.pass(Duration.ofMinutes(1));
        driver.turnUntil(() -> receiver.requests().size() == 2);
        assertThat(receiver.requests().get(1).body())
                .isEqualTo(receiver.requests().get(0).body());

        driver.mute("drift-1", Duration.ofMinutes(1));
        driver.pass(Duration.ofSeconds(59));
        turnSomeTimes();
        driver.close();
        driver.start(); // knows from the topic what is open
        driver.pass(Duration.ofMinutes(1));
        driver.turnUntil(() -> receiver.requests().size() == 3);

        driver.alert(alert("drift-1", CLOSED));
        driver.turnUntil(() -> driver.committed() == 2);
        driver.pass(Duration.ofMinutes(10));
        turnSomeTimes();
        assertThat(receiver.requests()).hasSize(4);
        assertThat(receiver.requests().get(3).body()).contains("\"endsAt\":\"2026-03-01T11:59:00Z\"");
    }

    @Test
    void shouldEndAnAlertWhoseLabelsChange() throws IOException {
        start(", format: alertmanager");
        driver.alert(alert("drift-1", OPENED));
        driver.alert(alert("drift-1", UPDATED, DriftKind.PERFORMANCE));
        driver.turnUntil(() -> driver.committed() == 2);

        JsonNode alerts = new ObjectMapper().readTree(receiver.requests().get(1).body());
        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0).get("labels").get("severity").asText()).isEqualTo("warning");
        assertThat(alerts.get(0).has("endsAt")).isTrue();
        assertThat(alerts.get(1).get("labels").get("severity").asText()).isEqualTo("critical");
        assertThat(alerts.get(1).has("endsAt")).isFalse();
    }

    private boolean passes(Duration time) {
        driver.pass(time);
        return true;
    }

    private void turnSomeTimes() {
        for (int i = 0; i < 20; i++) {
            driver.turn();
        }
    }

    /** As a receiver does it. */
    private static String expectedSignature(Request request) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(WebhookDriver.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = String.join(
                ".", List.of(request.header("webhook-id"), request.header("webhook-timestamp"), request.body()));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
