package io.millrace.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FuzzTest {
    private static final int BODIES = 10_000;
    private static final long SEED = 7;

    @Test
    void shouldAnswerWhateverIsSentInOrderAndGoOnServing() throws Exception {
        FuzzedBodies bodies = new FuzzedBodies(SEED);
        Random random = new Random(SEED);
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (Serving serving = Serving.of(Serving.WITH_ID)) {
            for (int i = 0; i < BODIES; i++) {
                serving.broker.trouble =
                        i % 50 == 0 ? Optional.of(new TimeoutException("no answer")) : Optional.empty();
                String path = "/v1/pipelines/loans/" + Kind.values()[random.nextInt(2)];
                FuzzedBodies.Body body = bodies.next();
                String[] headers = body.gzip() ? new String[] {"Content-Encoding", "gzip"} : new String[0];
                HttpResponse<String> reply = serving.post(path, body.type(), body.bytes(), headers);
                assertDecent(i, reply);
                statuses.merge(reply.statusCode(), 1, Integer::sum);
            }
            assertThat(statuses.keySet()).contains(202, 207, 400, 415, 422, 503);
            assertThat(serving.get("/ready").statusCode()).isEqualTo(200);
            for (Kind kind : Kind.values()) {
                assertThat(serving.count(kind, "received"))
                        .isPositive()
                        .isEqualTo(serving.count(kind, "accepted") + serving.count(kind, "refused"));
                assertThat(serving.count(kind, "accepted"))
                        .isEqualTo(serving.ids(kind).size());
            }
        }
    }

    private static void assertDecent(int body, HttpResponse<String> reply) throws Exception {
        String as = "body " + body + " of seed " + SEED + ": " + reply.body();
        assertThat(reply.statusCode()).as(as).isIn(202, 207, 400, 413, 415, 422, 503);
        assertThat(reply.body()).as(as).doesNotContain("Exception", "\tat ", "io.millrace", "jetty", "fasterxml");
        if (reply.statusCode() != 202 && reply.statusCode() != 207) {
            assertThat(Serving.json(reply).get("error").asText()).as(as).isNotBlank();
        }
    }
}
