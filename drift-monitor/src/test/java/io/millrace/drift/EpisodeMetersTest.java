package io.millrace.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.DriftKind;
import org.junit.jupiter.api.Test;

class EpisodeMetersTest {
    @Test
    void shouldShowAndCountEpisodesInTheProcessThatHasTheMonitor() {
        MonitorDriver stream = new MonitorDriver(Pipelines.loans());
        try (stream) {
            assertThat(stream.open(DriftKind.PERFORMANCE)).isZero();

            stream.promote(Versions.champion(1, "by hand"));
            stream.outcomes(3_000, 1, 0.05);
            stream.outcomes(300, 1, 0.4);
            assertThat(stream.open(DriftKind.PERFORMANCE)).isEqualTo(1);
            assertThat(stream.open(DriftKind.FEATURE)).isZero();
            assertThat(stream.opened(DriftKind.PERFORMANCE)).isEqualTo(1);

            stream.promote(Versions.champion(2, stream.latestRequest().getRequest()));
            stream.outcomes(500, 2, 0.05);
            assertThat(stream.open(DriftKind.PERFORMANCE)).isZero();
            assertThat(stream.opened(DriftKind.PERFORMANCE)).isEqualTo(1);
        }
        assertThat(stream.open(DriftKind.PERFORMANCE)).isNaN(); // another process has it
    }
}
