package io.millrace.drift.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.Webhook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverTest {
    private final Webhook webhook =
            PipelineReader.parse("""
            name: loans
            task: binary-classification
            label: {classes: [granted, refused]}
            columns: [{name: salary, type: numeric}]
            alerts: {webhooks: [{name: pager, urlVariable: URL, secretVariable: SECRET, authorizationVariable: AUTH}]}
            """, "loans.yaml").alerts().webhooks().get(0);

    @TempDir
    private Path directory;

    @Test
    void shouldTakeAddressSecretAndAuthorizationFromTheEnvironmentOrFiles() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), WebhookDriver.SECRET + "\n");
        try (FakeReceiver server = new FakeReceiver()) {
            Receiver receiver = Receiver.of(
                    webhook, Map.of("URL", server.url(), "SECRET_FILE", secret.toString(), "AUTH", "Bearer abc"));
            Answer answer = receiver.post(Optional.of("id"), "{}", Alerts.NOON).join();

            assertThat(answer.isTaken()).isTrue();
            FakeReceiver.Request request = server.requests().get(0);
            assertThat(request.header("authorization")).isEqualTo("Bearer abc");
            assertThat(request.header("webhook-signature"))
                    .isEqualTo(Signature.of(WebhookDriver.SECRET).of("id", Alerts.NOON.getEpochSecond(), "{}"));
        }
    }

    @Test
    void shouldSayWhichVariableIsMissingOrCannotBeUsedAndRepeatNone() {
        refuses(
                Map.of("URL", "https://example.com/", "AUTH", "x"),
                "webhook pager: the environment variable SECRET is missing: set it, or SECRET_FILE to the file that holds it");
        refuses(Map.of("URL", "hunter2"), "webhook pager: URL is no address such as https://example.com/alerts");
        refuses(
                Map.of("URL", "https://example.com/", "SECRET", "hunter2"),
                "webhook pager: SECRET holds a secret of 7 bytes: make one of 32, for instance with: openssl rand -base64 32");
        refuses(
                Map.of("URL", "https://example.com/", "SECRET", "whsec_?"),
                "webhook pager: SECRET holds a secret that begins with whsec_ but is not base64 behind it");
        refuses(
                Map.of("URL", "https://example.com/", "SECRET", WebhookDriver.SECRET, "AUTH", "hunter2\nX: y"),
                "webhook pager: AUTH holds no header: more than one line, or not ASCII");
    }

    private void refuses(Map<String, String> environment, String message) {
        assertThatExceptionOfType(ServiceFailure.class)
                .isThrownBy(() -> Receiver.of(webhook, environment))
                .withMessage(message);
    }

    /** The example of Standard Webhooks' own libraries. */
    @Test
    void shouldSignAsStandardWebhooksDo() {
        String signature = Signature.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330L, "{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(Signature.of(WebhookDriver.SECRET + "\nwhsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                        .of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330L, "{\"test\": 2432232314}"))
                .matches("v1,\\S+ v1,g0hM9SsE\\+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
