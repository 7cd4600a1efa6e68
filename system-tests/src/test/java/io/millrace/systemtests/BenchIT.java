package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks run to their end and say what docs/benchmarks.md says they say. How fast, no test asks. */
class BenchIT {
    private static final int PATIENCE = 600_000;

    @TempDir
    private Path directory;

    @Test
    void shouldMeasureCleanAndEncodeBesideAPassThrough() throws Exception {
        JsonNode json = bench("encode", "--records", "100000", "--rounds", "1");

        assertThat(json.get("records").asInt()).isEqualTo(100_000);
        for (String delivery : List.of("exactlyOnce", "atLeastOnce")) {
            double encode = json.at("/recordsPerSecond/" + delivery + "/encode").asDouble();
            double passThrough =
                    json.at("/recordsPerSecond/" + delivery + "/passThrough").asDouble();
            assertThat(encode).isPositive();
            assertThat(json.at("/ratios/" + delivery).asDouble())
                    .isBetween(encode / passThrough - 0.01, encode / passThrough + 0.01);
        }
        assertThat(json.at("/ratios/encodeToPassThrough").asDouble())
                .isEqualTo(Math.min(
                        json.at("/ratios/exactlyOnce").asDouble(),
                        json.at("/ratios/atLeastOnce").asDouble()));
    }

    @Test
    void shouldMeasureTheScorerBesideACopyAndACallForEachRecord() throws Exception {
        JsonNode json = bench("scorer", "--records", "50000", "--rounds", "1");

        assertThat(json.get("records").asInt()).isEqualTo(50_000);
        double copy = json.at("/recordsPerSecond/copy").asDouble();
        double perRecord = json.at("/recordsPerSecond/perRecord").asDouble();
        double atLeastOnce = json.at("/recordsPerSecond/atLeastOnce").asDouble();
        double exactlyOnce = json.at("/recordsPerSecond/exactlyOnce").asDouble();
        assertThat(exactlyOnce).isPositive();
        Offset<Double> rounding = within(0.01);
        assertThat(json.at("/ratios/atLeastOnceToCopy").asDouble()).isCloseTo(atLeastOnce / copy, rounding);
        assertThat(json.at("/ratios/atLeastOnceToPerRecord").asDouble()).isCloseTo(atLeastOnce / perRecord, rounding);
        assertThat(json.at("/ratios/exactlyOnceToAtLeastOnce").asDouble())
                .isCloseTo(exactlyOnce / atLeastOnce, rounding);
    }

    @Test
    void shouldMeasureHowLongPredictionsTakeBesideTheirVectors() throws Exception {
        JsonNode json = bench("scorer", "--latency", "--per-second", "500", "--seconds", "6", "--swaps", "5");

        assertThat(json.get("vectors").asInt()).isEqualTo(3_500);
        for (String delivery : List.of("atLeastOnce", "exactlyOnce")) {
            JsonNode vector = json.at("/milliseconds/" + delivery + "/vector");
            JsonNode prediction = json.at("/milliseconds/" + delivery + "/prediction");
            assertThat(vector.get("p50").asDouble()).isPositive();
            assertThat(prediction.get("p999").asDouble())
                    .isGreaterThanOrEqualTo(prediction.get("p99").asDouble())
                    .isGreaterThanOrEqualTo(prediction.get("p50").asDouble());
            JsonNode swapping = json.at("/swapping/" + delivery);
            assertThat(swapping.get("swaps").asInt()).isEqualTo(5);
            assertThat(swapping.get("predictions").asInt()).isEqualTo(3_500);
            assertThat(swapping.at("/milliseconds/prediction/gap").asDouble()).isPositive();
        }
    }

    @Test
    void shouldMeasureInferenceOverHttpAsConnectionsGrow() throws Exception {
        JsonNode steps = bench("inference", "--connections", "1,2", "--rows", "5", "--seconds", "2")
                .get("steps");

        assertThat(steps).hasSize(2);
        steps.forEach(step -> {
            assertThat(step.get("requestsPerSecond").asDouble()).isPositive();
            assertThat(step.at("/milliseconds/p99").asDouble()).isPositive();
        });
    }

    @Test
    void shouldMeasureWhatThePastOfMoreEntitiesCosts() throws Exception {
        JsonNode points = bench("entities", "--entities", "1000,2000", "--records", "10000", "--plot", "plot.svg")
                .get("points");

        assertThat(points).hasSize(2);
        points.forEach(point -> {
            assertThat(point.get("recordsPerSecond").asDouble()).isPositive();
            assertThat(point.get("stateBytesPerEntity").asDouble()).isPositive();
        });
        assertThat(directory.resolve("plot.svg")).content().startsWith("<svg").contains("2,000");
    }

    @Test
    void shouldMeasureTheTrainerBesideABareLoopAndHowLongANewModelTakes() throws Exception {
        JsonNode json = bench("trainer", "--rows=5000", "--epochs=4", "--examples=5000", "--window=3000", "--rounds=1");

        double trainer = json.at("/rowsPerSecond/trainer").asDouble();
        double bareLoop = json.at("/rowsPerSecond/bareLoop").asDouble();
        assertThat(trainer).isPositive();
        assertThat(json.at("/ratios/trainerToBareLoop").asDouble()).isCloseTo(trainer / bareLoop, within(0.01));
        assertThat(json.at("/window/examplesPerSecond").asDouble()).isPositive();
        assertThat(json.at("/retraining/seconds").asDouble()).isPositive();
        assertThat(json.at("/retraining/phases").fieldNames())
                .toIterable()
                .contains("taken", "read", "softmax", "mlp", "judged", "written", "champion", "scoring");
    }

    private JsonNode bench(String name, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("bench", name, "--json", "bench.json"));
        arguments.addAll(List.of(options));
        try (MillraceProcess bench = MillraceProcess.startBriefly(
                directory.resolve("bench.log"), directory, arguments.toArray(String[]::new))) {
            assertThat(bench.endsWithin(PATIENCE)).as(bench.said()).isTrue();
            assertThat(bench.exitCode()).as(bench.said()).isZero();
        }
        return new ObjectMapper().readTree(Files.readAllBytes(directory.resolve("bench.json")));
    }
}
