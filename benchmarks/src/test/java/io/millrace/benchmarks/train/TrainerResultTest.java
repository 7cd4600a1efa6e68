package io.millrace.benchmarks.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.benchmarks.train.NetRace.Runner;
import io.millrace.runtime.ServiceFailure;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerResultTest {
    private final TrainerBench bench = new TrainerBench(50_000, 20, 100_000, 20_000, 3);
    private final TrainerResult result = new TrainerResult(
            bench,
            new EnumMap<>(Map.of(
                    Runner.TRAINER, new Lap(90_000, 2),
                    Runner.BARE_LOOP, new Lap(100_000, 1.9),
                    Runner.EASY_TRAIN, new Lap(60_000, 3))),
            new Lap(400_000, 1.25),
            List.of(phases(1, 4, 1), phases(2, 5, 1), phases(1, 9, 1)),
            2,
            3.5);

    @Test
    void shouldCompareTheTrainerWithBothLoops() {
        JsonNode json = result.json();

        assertThat(json.at("/ratios/trainerToBareLoop").asDouble()).isEqualTo(0.9);
        assertThat(json.at("/ratios/trainerToEasyTrain").asDouble()).isEqualTo(1.5);
        assertThat(json.at("/rowsPerSecond/bareLoop").asDouble()).isEqualTo(100_000);
        assertThat(json.at("/window/examplesPerSecond").asDouble()).isEqualTo(400_000);
    }

    @Test
    void shouldGiveTheMedianOfTheWholeWayAndOfEachStep() {
        JsonNode retraining = result.json().get("retraining");

        assertThat(retraining.get("seconds").asDouble()).isEqualTo(8);
        assertThat(retraining.at("/phases/read").asDouble()).isEqualTo(1);
        assertThat(retraining.at("/phases/mlp").asDouble()).isEqualTo(5);
        assertThat(result.table())
                .contains("retraining on 20,000   8.00 s (CPU of all 10.00 s)", "trainer to bare loop 0.90");
    }

    @Test
    void shouldRefuseToMeasureTooLittle() {
        assertThatThrownBy(() -> new TrainerBench(50, 20, 100_000, 20_000, 3))
                .isInstanceOf(ServiceFailure.class)
                .hasMessageContaining("--rows must be 5000 or more");
    }

    private static Phases phases(double read, double mlp, double scoring) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put(Phases.READ, read);
        seconds.put("mlp", mlp);
        seconds.put(Phases.SCORING, scoring);
        return new Phases(seconds, 2 * mlp);
    }
}
