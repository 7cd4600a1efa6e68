package io.millrace.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.features.Encoder;
import io.millrace.runtime.Health;
import io.millrace.runtime.HttpEndpoint;
import io.millrace.runtime.HttpSettings;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.scorer.inference.InferenceRoutes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Ten thousand bodies that nobody should send, one after the other over a connection that is kept. */
class InferenceFuzzTest {
    private static final int BODIES = 10_000;
    private static final String GOOD = """
            {"id": "7", "inputs": [
              {"name": "salary", "datatype": "FP64", "shape": [2], "data": [0.75, 0.25]},
              {"name": "age", "datatype": "INT64", "shape": [2, 1], "data": [[30], [null]]}]}""";
    private static final List<String> WORDS = List.of(
            "id",
            "inputs",
            "outputs",
            "parameters",
            "name",
            "datatype",
            "shape",
            "data",
            "salary",
            "age",
            "features",
            "label",
            "FP32",
            "FP64",
            "INT64",
            "BYTES",
            "BOOL",
            "",
            "\\u0000",
            "\\ud800",
            "é");
    private static final List<String> NUMBERS =
            List.of("0", "-1", "2", "1.5", "-0.0", "1e308", "1e999", "9223372036854775808", "2147483647", "NaN", "01");

    private final Random random = new Random(1);
    private final PipelineDefinition patient = PipelineReader.parse("""
            name: loans
            task: binary-classification
            label: {classes: [A, B]}
            columns:
              - {name: salary, type: numeric}
              - {name: age, type: numeric}
            scoring: {inference: {timeout: 1m}}
            """, "loans.yaml");
    private final FakeChampions champions = new FakeChampions();
    private final Inquiries inquiries = new Inquiries(10_000);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void shouldAnswerEveryBodyOverHttpWithAReason() throws Exception {
        champions.champion(LoopRig.model(4, Encoder.of(patient).fingerprint(), 0.9f));
        InferenceLoop loop =
                new InferenceLoop(inquiries, champions, new Lineup(ServingModel.prior(patient.label())), 100, () -> {});
        Thread answering = new Thread(() -> turn(loop));
        InferenceRoutes routes =
                new InferenceRoutes(patient, inquiries, Health::ready, new SimpleMeterRegistry(), Runnable::run);
        answering.start();
        try (HttpEndpoint endpoint = HttpEndpoint.start(HttpSettings.loopback(0), routes.routes())) {
            URI uri = URI.create(endpoint.url() + "/v2/models/loans/infer");
            Map<Integer, Integer> statuses = new TreeMap<>();
            for (int i = 0; i < BODIES; i++) {
                byte[] body = body();
                HttpResponse<String> reply = send(uri, body);
                assertThat(reply.statusCode() + " " + reply.body())
                        .as(new String(body, StandardCharsets.ISO_8859_1))
                        .matches("(?s)200 \\{\"model_name\".+|(400|413|422) \\{\"error\":\".+\"}\n");
                statuses.merge(reply.statusCode(), 1, Integer::sum);
            }
            assertThat(statuses).containsKeys(200, 400, 422);
            assertThat(statuses.get(400)).isGreaterThan(BODIES / 2);
            assertThat(send(uri, GOOD.getBytes(StandardCharsets.UTF_8)).statusCode())
                    .isEqualTo(200);
        } finally {
            answering.interrupt();
            answering.join();
            inquiries.close();
            loop.close();
        }
    }

    private static void turn(InferenceLoop loop) {
        while (!Thread.currentThread().isInterrupted()) {
            loop.turn();
        }
    }

    private HttpResponse<String> send(URI uri, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private byte[] body() {
        return switch (random.nextInt(10)) {
            case 0 -> invented(0).getBytes(StandardCharsets.UTF_8);
            case 1 -> ("{\"inputs\": " + invented(1) + "}").getBytes(StandardCharsets.UTF_8);
            case 2 -> GOOD.replace("0.75", invented(2)).getBytes(StandardCharsets.UTF_8);
            case 3 -> GOOD.replace("[2, 1]", invented(2)).getBytes(StandardCharsets.UTF_8);
            case 4 -> GOOD.substring(0, random.nextInt(GOOD.length())).getBytes(StandardCharsets.UTF_8);
            case 5 -> ("{\"inputs\": " + "[".repeat(random.nextInt(5_000))).getBytes(StandardCharsets.UTF_8);
            default -> changed();
        };
    }

    /** Bytes of a good body changed, repeated or moved. */
    private byte[] changed() {
        byte[] body = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(3)) {
                case 0 -> body[at] = (byte) random.nextInt(256);
                case 1 -> body[at] = body[random.nextInt(body.length)];
                default -> System.arraycopy(body, at, body, random.nextInt(at + 1), body.length - at);
            }
        }
        return body;
    }

    /** JSON, or nearly, of the words of the protocol in any order. */
    private String invented(int depth) {
        if (depth > 4 || random.nextInt(3) == 0) {
            return switch (random.nextInt(4)) {
                case 0 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
                case 1 -> List.of("null", "true", "false").get(random.nextInt(3));
                default -> word();
            };
        }
        boolean object = random.nextBoolean();
        StringBuilder json = new StringBuilder(object ? "{" : "[");
        for (int left = random.nextInt(5); left > 0; left--) {
            json.append(object ? word() + ": " : "").append(invented(depth + 1)).append(left > 1 ? ", " : "");
        }
        return json.append(object ? "}" : "]").toString();
    }

    private String word() {
        return '"' + WORDS.get(random.nextInt(WORDS.size())) + '"';
    }
}
