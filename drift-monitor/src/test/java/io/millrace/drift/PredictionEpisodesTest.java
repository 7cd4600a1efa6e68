package io.millrace.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stories of a champion that begins to predict the classes in other shares, told through the topology. Windows hold 1,000 predictions. */
class PredictionEpisodesTest {
    private final MonitorDriver stream = new MonitorDriver(Pipelines.loans());

    @BeforeEach
    void start() {
        stream.promote(Versions.champion(1, "by hand"));
    }

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void shouldStaySilentWithoutDrift() {
        stream.predictions(50_000, 1, 0.3);
        assertThat(stream.alerts()).isEmpty();
    }

    @Test
    void shouldTellOfOneDriftedWindowAndAskForAModelAfterThree() {
        stream.predictions(3_000, 1, 0.3);
        long change = stream.now();
        stream.predictions(1_000, 1, 0.6);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED");
        DriftAlert opened = stream.alerts().get(0);
        assertThat(opened.getKind()).isEqualTo(DriftKind.PREDICTION);
        assertThat(opened.getSeverity()).isEqualTo(Severity.WARNING);
        assertThat(opened.getObserved()).isEqualTo(4_000);
        assertThat(opened.getMessage()).contains("only if this lasts for 3 windows");
        assertThat(stream.requests()).isEmpty();

        stream.predictions(1_000, 1, 0.6);
        assertThat(stream.requests()).isEmpty();
        stream.predictions(1_000, 1, 0.6);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 UPDATED");
        assertThat(stream.requests()).hasSize(1);
        assertThat(stream.latestRequest().getSince().toEpochMilli()).isEqualTo(change + MonitorDriver.STEP_MILLIS);
    }

    @Test
    void shouldCloseWhenTheNewChampionPredictsAsItDidAtValidation() {
        stream.predictions(3_000, 1, 0.6);
        stream.promote(Versions.champion(2, stream.latestRequest().getRequest(), 0.6));
        stream.predictions(1_000, 1, 0.9);
        stream.predictions(1_000, 2, 0.6);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 UPDATED", "drift-1 CLOSED");
    }

    @Test
    void shouldCloseAfterThreeNormalWindows() {
        stream.predictions(1_000, 1, 0.6);
        stream.predictions(2_000, 1, 0.3);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED");
        stream.predictions(1_000, 1, 0.3);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 CLOSED");
        assertThat(stream.requests()).isEmpty();
    }

    @Test
    void shouldBecomeAnEpisodeOfPerformanceWhenTheErrorRateRisesAsWell() {
        stream.predictions(1_000, 1, 0.6);
        stream.outcomes(300, 1, 0.4);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 UPDATED");
        assertThat(stream.alerts().get(1).getKind()).isEqualTo(DriftKind.PERFORMANCE);
        assertThat(stream.requests()).extracting(RetrainRequest::getEpisode).containsExactly("drift-1");
        stream.promote(Versions.champion(2, stream.latestRequest().getRequest(), 0.6));
        stream.outcomes(500, 2, 0.05);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 UPDATED", "drift-1 CLOSED");
    }

    @Test
    void shouldSendOnABatchThatDoesNotFillUp() {
        stream.predictions(990, 1, 0.6);
        assertThat(stream.alerts()).isEmpty();
        stream.secondPasses();
        stream.predictions(10, 1, 0.6);
        assertThat(stream.alerts()).isEmpty();
        stream.secondPasses();
        assertThat(stream.alerts()).hasSize(1);
        assertThat(stream.alerts().get(0).getObserved()).isEqualTo(1_000);
    }
}
