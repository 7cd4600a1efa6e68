package io.millrace.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.benchmarks.runs.Lap;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreResultTest {
    private final ScoreResult result = result();

    @Test
    void shouldCompareWithACopyACallForEachRecordAndTheOtherGuarantee() {
        JsonNode ratios = result.json().get("ratios");
        assertThat(ratios.get("atLeastOnceToCopy").asDouble()).isEqualTo(0.75);
        assertThat(ratios.get("atLeastOnceToPerRecord").asDouble()).isEqualTo(6);
        assertThat(ratios.get("exactlyOnceToAtLeastOnce").asDouble()).isEqualTo(0.8);
    }

    @Test
    void shouldSayWhatWasMeasuredAndOnWhat() {
        JsonNode json = result.json();
        assertThat(json.at("/recordsPerSecond/copy").asDouble()).isEqualTo(400);
        assertThat(json.at("/recordsPerSecond/perRecord").asDouble()).isEqualTo(50);
        assertThat(json.at("/cpuSecondsPerMillion/atLeastOnce").asDouble()).isEqualTo(4);
        assertThat(json.at("/cpuSecondsPerMillionWithBroker/exactlyOnce").asDouble())
                .isEqualTo(9);
        assertThat(json.get("records").asLong()).isEqualTo(1_000);
        assertThat(json.get("rounds").asInt()).isEqualTo(3);
    }

    @Test
    void shouldSayWhatTheTimeOfTheScorersWentTo() {
        assertThat(result.json().at("/microsecondsPerVector/exactlyOnce/infer").asDouble())
                .isEqualTo(0.2);
        assertThat(result.json().at("/microsecondsPerVector/atLeastOnce/fetch").asDouble())
                .isEqualTo(0.1);
        assertThat(result.table()).containsPattern("fetch +decode +infer +encode +send +commit");
    }

    @Test
    void shouldPrintARowForEachContender() {
        assertThat(result.table())
                .contains("copy", "per-record", "at-least-once", "exactly-once")
                .contains("at-least-once to copy 0.75, to per-record 6.00; exactly-once to at-least-once 0.80");
    }

    @Test
    void shouldCompareWithItselfBesideAModelOnTrialWhereThatWasMeasured() {
        Map<Contender, Lap> medians = medians();
        medians.put(Contender.BESIDE_SHADOW, new Lap(270, 4, 8));
        medians.put(Contender.BESIDE_CANARY, new Lap(285, 4, 8));
        ScoreResult measured = new ScoreResult(medians, Map.of(), 1_000, 3, 2, 0.5);

        assertThat(measured.json().at("/ratios/besideShadow").asDouble()).isEqualTo(0.9);
        assertThat(measured.json().at("/ratios/besideCanary").asDouble()).isEqualTo(0.95);
        assertThat(measured.json().at("/recordsPerSecond/besideShadow").asDouble())
                .isEqualTo(270);
        assertThat(measured.table()).contains("beside-canary", "besideShadow to at-least-once alone 0.90");
        assertThat(result.json().get("ratios").has("besideShadow")).isFalse();
    }

    @Test
    void shouldMeasureModelsOnTrialWhereAskedFor() {
        assertThat(Contender.of(false)).doesNotContain(Contender.BESIDE_SHADOW, Contender.BESIDE_CANARY);
        assertThat(Contender.of(true)).contains(Contender.BESIDE_SHADOW, Contender.BESIDE_CANARY);
        assertThat(Contender.BESIDE_SHADOW.pipeline().scoring().shadows().enabled())
                .isTrue();
        assertThat(Contender.BESIDE_CANARY.pipeline().scoring().canary()).isEqualTo(0.1);
        assertThat(Contender.AT_LEAST_ONCE.pipeline().scoring().canary()).isZero();
    }

    private static Map<Contender, Lap> medians() {
        Map<Contender, Lap> medians = new EnumMap<>(Contender.class);
        medians.put(Contender.COPY, new Lap(400, 2, 5));
        medians.put(Contender.PER_RECORD, new Lap(50, 20, 30));
        medians.put(Contender.AT_LEAST_ONCE, new Lap(300, 4, 8));
        medians.put(Contender.EXACTLY_ONCE, new Lap(240, 5, 9));
        return medians;
    }

    private static ScoreResult result() {
        Map<Contender, Split> splits = new EnumMap<>(Contender.class);
        splits.put(Contender.AT_LEAST_ONCE, split(0.1));
        splits.put(Contender.EXACTLY_ONCE, split(0.2));
        return new ScoreResult(medians(), splits, 1_000, 3, 2, 0.5);
    }

    private static Split split(double micros) {
        Map<String, Double> stages = new LinkedHashMap<>();
        Split.STAGES.forEach(stage -> stages.put(stage, micros));
        return new Split(stages);
    }
}
