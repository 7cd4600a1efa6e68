package io.millrace.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatencyResultTest {
    @Test
    void shouldTakeTheSmallestThatSoManyDoNotExceed() {
        long[] nanos = new long[1_000];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (1_000 - i) * 1_000_000L;
        }
        assertThat(Latencies.of(nanos, new long[] {0})).isEqualTo(new Latencies(500, 990, 999, 0));
        assertThat(Latencies.of(new long[] {7_000_000}, new long[] {0})).isEqualTo(new Latencies(7, 7, 7, 0));
    }

    @Test
    void shouldTellTheLongestTimeInWhichNothingCame() {
        assertThat(Latencies.of(new long[] {0}, new long[] {9_000_000, 1_000_000, 4_000_000})
                        .gap())
                .isEqualTo(5);
    }

    @Test
    void shouldShowPredictionsBesideVectorsWhileModelsAreSwappedToo() {
        LatencyResult result = new LatencyResult(
                Map.of(
                        Contender.AT_LEAST_ONCE,
                        new LatencyResult.Lap(
                                new LatencyResult.Pair(new Latencies(1, 2, 3, 4), new Latencies(4, 5.125, 6, 7)),
                                Optional.of(
                                        new LatencyResult.Pair(new Latencies(1, 2, 3, 4), new Latencies(8, 9, 10, 11))),
                                2,
                                List.of(new Memory(0, 1 << 20, 0, 0), new Memory(50, 3 << 20, 0, 0)))),
                5_000,
                100,
                1.5);
        JsonNode json = result.json();
        assertThat(json.at("/milliseconds/atLeastOnce/vector/p50").asDouble()).isEqualTo(1);
        assertThat(json.at("/milliseconds/atLeastOnce/prediction/p99").asDouble())
                .isEqualTo(5.12);
        JsonNode swapping = json.at("/swapping/atLeastOnce");
        assertThat(swapping.at("/milliseconds/prediction/gap").asDouble()).isEqualTo(11);
        assertThat(swapping.at("/swaps").asInt()).isEqualTo(50);
        assertThat(swapping.at("/predictions").asInt()).isEqualTo(102);
        assertThat(swapping.at("/repeated").asInt()).isEqualTo(2);
        assertThat(swapping.at("/bytes/1/resident").asLong()).isEqualTo(3 << 20);
        assertThat(result.table())
                .containsPattern("at-least-once, prediction +4\\.0 +5\\.1 +6\\.0 +7\\.0")
                .containsPattern("at-least-once, prediction, 50 swaps +8\\.0 +9\\.0 +10\\.0 +11\\.0")
                .contains("100 vectors, 102 predictions, 2 of them repeated", "3.0 MiB resident");
    }

    @Test
    void shouldCountFromSendingToTheFirstSightOfEach() {
        Stopwatch watch = new Stopwatch(2);
        Stopwatch.Arrivals arrivals = watch.arrivals();
        watch.started(0);
        arrivals.arrived(0);
        arrivals.arrived(0);
        assertThat(arrivals.isComplete()).isFalse();
        assertThat(arrivals.repeated()).isEqualTo(1);
        watch.started(1);
        arrivals.arrived(1);
        assertThat(arrivals.isComplete()).isTrue();
        assertThat(arrivals.of(1, 2).p50()).isNotNegative();
    }
}
