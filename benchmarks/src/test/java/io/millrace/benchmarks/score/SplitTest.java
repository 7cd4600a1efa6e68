package io.millrace.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitTest {
    @Test
    void shouldDivideTheTimeOfEachStageByTheVectors() {
        assertThat(split(3).micros()).containsEntry("infer", 0.75).containsEntry("send", 0.0);
    }

    @Test
    void shouldTakeTheMedianOfEachStage() {
        assertThat(Split.median(List.of(split(1), split(9), split(2))).micros()).containsEntry("infer", 0.5);
    }

    private static Split split(long inferMicros) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Split.STAGES.forEach(stage -> meters.timer("millrace.scorer.stage", "stage", stage));
        meters.timer("millrace.scorer.stage", "stage", "infer").record(Duration.ofNanos(1_000 * inferMicros));
        return Split.of(meters, 4);
    }
}
