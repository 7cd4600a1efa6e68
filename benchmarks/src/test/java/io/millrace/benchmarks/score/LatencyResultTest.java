package io.millrace.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyResultTest {
    @Test
    void shouldTakeTheSmallestThatSoManyDoNotExceed() {
        long[] nanos = new long[1_000];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (1_000 - i) * 1_000_000L;
        }
        assertThat(Latencies.of(nanos)).isEqualTo(new Latencies(500, 990, 999));
        assertThat(Latencies.of(new long[] {7_000_000})).isEqualTo(new Latencies(7, 7, 7));
    }

    @Test
    void shouldShowPredictionsBesideVectors() {
        LatencyResult result = new LatencyResult(
                Map.of(
                        Contender.AT_LEAST_ONCE,
                        new LatencyResult.Pair(new Latencies(1, 2, 3), new Latencies(4, 5.125, 6))),
                5_000,
                100);
        JsonNode json = result.json();
        assertThat(json.at("/milliseconds/atLeastOnce/vector/p50").asDouble()).isEqualTo(1);
        assertThat(json.at("/milliseconds/atLeastOnce/prediction/p99").asDouble())
                .isEqualTo(5.12);
        assertThat(result.table()).containsPattern("at-least-once, prediction +4\\.0 +5\\.1 +6\\.0");
    }

    @Test
    void shouldCountFromSendingToTheFirstSightOfEach() {
        Stopwatch watch = new Stopwatch(2);
        Stopwatch.Arrivals arrivals = watch.arrivals();
        watch.started(0);
        arrivals.arrived(0);
        arrivals.arrived(0);
        assertThat(arrivals.isComplete()).isFalse();
        watch.started(1);
        arrivals.arrived(1);
        assertThat(arrivals.isComplete()).isTrue();
        assertThat(arrivals.from(1).p50()).isNotNegative();
    }
}
