package io.millrace.benchmarks.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.benchmarks.runs.Lap;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import org.junit.jupiter.api.Test;

class EncodeResultTest {
    private final EncodeResult result = result();

    @Test
    void shouldNameTheWorseOfTheTwoGuarantees() {
        JsonNode ratios = result.json().get("ratios");
        assertThat(ratios.get("exactlyOnce").asDouble()).isEqualTo(0.5);
        assertThat(ratios.get("atLeastOnce").asDouble()).isEqualTo(0.25);
        assertThat(ratios.get("encodeToPassThrough").asDouble()).isEqualTo(0.25);
    }

    @Test
    void shouldSayWhatWasMeasuredAndOnWhat() {
        JsonNode json = result.json();
        assertThat(json.at("/recordsPerSecond/exactlyOnce/encode").asDouble()).isEqualTo(100);
        assertThat(json.at("/recordsPerSecond/atLeastOnce/passThrough").asDouble())
                .isEqualTo(400);
        assertThat(json.at("/cpuSecondsPerMillion/exactlyOnce/encode").asDouble())
                .isEqualTo(8);
        assertThat(json.get("records").asLong()).isEqualTo(1_000);
        assertThat(json.get("rounds").asInt()).isEqualTo(3);
    }

    @Test
    void shouldPrintARowForEachContenderAndGuarantee() {
        assertThat(result.table().lines().filter(line -> line.contains("encode")))
                .hasSize(2);
        assertThat(result.table().lines().filter(line -> line.contains("pass-through")))
                .hasSize(2);
        assertThat(result.table()).containsPattern("ratio +0\\.50").containsPattern("ratio +0\\.25");
    }

    private static EncodeResult result() {
        Laps laps = new Laps();
        laps.add(Contender.ENCODE, Delivery.EXACTLY_ONCE, new Lap(100, 8, 10));
        laps.add(Contender.PASS_THROUGH, Delivery.EXACTLY_ONCE, new Lap(200, 4, 5));
        laps.add(Contender.ENCODE, Delivery.AT_LEAST_ONCE, new Lap(100, 8, 10));
        laps.add(Contender.PASS_THROUGH, Delivery.AT_LEAST_ONCE, new Lap(400, 2, 3));
        return new EncodeResult(laps.medians(), 1_000, 3, 2, 0.5);
    }
}
