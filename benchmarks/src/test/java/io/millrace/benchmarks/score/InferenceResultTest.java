package io.millrace.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceResultTest {
    private final InferenceResult result = new InferenceResult(
            List.of(
                    new InferenceResult.Step(1, 2_000, new Latencies(0.5, 1, 2, 3)),
                    new InferenceResult.Step(64, 9_000.4, new Latencies(7, 20, 30, 40))),
            10,
            2,
            1.25);

    @Test
    void shouldShowHowItAnswersAsConnectionsGrow() {
        assertThat(result.table())
                .containsPattern("1 +2,000 +20,000 +0\\.50 +1\\.00 +2\\.00")
                .containsPattern("64 +9,000 +90,004 +7\\.00 +20\\.00 +30\\.00");
        assertThat(result.json().at("/steps/1/requestsPerSecond").asDouble()).isEqualTo(9_000);
        assertThat(result.json().at("/steps/1/milliseconds/p99").asDouble()).isEqualTo(20);
    }

    @Test
    void shouldAskForVectorsInTheFormOfTheProtocol() throws Exception {
        var body = new ObjectMapper().readTree(Inquirer.body(new Machines(0), 3));
        assertThat(body.at("/inputs/0/shape/0").asInt()).isEqualTo(3);
        assertThat(body.at("/inputs/0/data")).hasSize(3 * 23);
    }
}
