package io.millrace.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.EpisodePhase;
import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.RetrainRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stories of a champion whose error rate rises, told through the topology. */
class ErrorEpisodesTest {
    private final MonitorDriver stream = new MonitorDriver(Pipelines.loans());

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void shouldStaySilentWithoutDrift() {
        stream.promote(Versions.champion(1, "retrain-1"));
        stream.outcomes(50_000, 1, 0.05);
        assertThat(stream.alerts()).isEmpty();
        assertThat(stream.requests()).isEmpty();
    }

    @Test
    void shouldCountARecordOnceHoweverOftenItsLabelIsCorrected() {
        stream.promote(Versions.champion(1, "retrain-1"));
        stream.outcomes(1_000, 1, 0.05);
        stream.corrections(1_000, 1);
        assertThat(stream.alerts()).isEmpty();

        stream.outcomes(300, 1, 0.4);
        assertThat(stream.alerts().get(0).getObserved()).isBetween(1_001L, 1_300L);
    }

    @Test
    void shouldOpenOneEpisodeAndAskOnceWhenTheErrorRateJumps() {
        stream.promote(Versions.champion(1, "retrain-1"));
        stream.outcomes(5_000, 1, 0.05);
        long change = stream.now();
        stream.outcomes(300, 1, 0.4);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED");
        DriftAlert opened = stream.alerts().get(0);
        assertThat(opened.getKind()).isEqualTo(DriftKind.PERFORMANCE);
        assertThat(opened.getObserved()).isBetween(5_001L, 5_300L);
        assertThat(opened.getReference()).isEqualTo(0.05);
        assertThat(opened.getCurrent()).isBetween(0.2, 0.6);
        assertThat(opened.getChangedAt().toEpochMilli()).isBetween(change - 500, change + 500);

        stream.outcomes(3_000, 1, 0.4);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED");
        assertThat(stream.requests()).hasSize(1);
        RetrainRequest request = stream.latestRequest();
        assertThat(request.getCause()).isEqualTo(RetrainCause.DRIFT);
        assertThat(request.getEpisode()).isEqualTo("drift-1");
        assertThat(request.getSince().toEpochMilli()).isBetween(change, change + 150 * MonitorDriver.STEP_MILLIS);
        assertThat(request.getMinExamples()).isEqualTo(2_000);
        assertThat(request.getMaxExamples()).isEqualTo(10_000);
    }

    @Test
    void shouldCloseOnceTheNewChampionHasProvedItselfAndOpenAgainAfterTheNextChange() {
        driftFrom(1);
        stream.promote(Versions.champion(2, stream.latestRequest().getRequest()));
        stream.outcomes(499, 2, 0.05);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED");
        stream.outcomes(1, 2, 0.05);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 CLOSED");
        assertThat(stream.alerts().get(1).getCurrent()).isBetween(0.02, 0.1);

        stream.outcomes(5_000, 2, 0.05);
        stream.outcomes(300, 2, 0.4);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 CLOSED", "drift-2 OPENED");
        assertThat(stream.requests()).extracting(RetrainRequest::getEpisode).containsExactly("drift-1", "drift-2");
        assertThat(stream.requests()).extracting(RetrainRequest::getRequest).containsExactly("retrain-1", "retrain-2");
    }

    @Test
    void shouldNotOpenDuringCooldownButRememberTheDriftOfThatTime() {
        driftFrom(1);
        stream.promote(Versions.champion(2, stream.latestRequest().getRequest()));
        stream.outcomes(500, 2, 0.05);
        stream.outcomes(499, 2, 0.4);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 CLOSED");
        stream.outcomes(20, 2, 0.4);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 CLOSED", "drift-2 OPENED");
    }

    @Test
    void shouldIgnoreLateOutcomesOfTheFormerChampion() {
        driftFrom(1);
        stream.promote(Versions.champion(2, stream.latestRequest().getRequest()));
        stream.outcomes(1_000, 1, 0.4);
        stream.outcomes(500, 2, 0.05);
        stream.outcomes(1_000, 1, 0.4);
        stream.outcomes(1_000, 2, 0.05);
        stream.outcomes(2_000, 1, 0.9);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 CLOSED");
        assertThat(stream.requests()).hasSize(1);
    }

    @Test
    void shouldAskAgainAfterARefusalOnceThereIsNewEvidence() {
        driftFrom(1);
        int passed = 300;
        stream.reject(Versions.rejected(2, stream.latestRequest().getRequest()));
        stream.outcomes(2_000 - passed, 1, 0.4);
        assertThat(stream.requests()).hasSize(1);
        stream.outcomes(passed, 1, 0.4);
        assertThat(stream.requests()).hasSize(2);
        assertThat(stream.requests())
                .extracting(RetrainRequest::getSince)
                .containsOnly(stream.latestRequest().getSince());
        assertThat(stream.phases()).containsExactly("drift-1 OPENED");
    }

    @Test
    void shouldAskAgainAboutTheNewestChangeWhenTheNewChampionIsNoBetter() {
        driftFrom(1);
        stream.promote(Versions.champion(2, stream.latestRequest().getRequest()));
        stream.outcomes(1_000, 2, 0.4);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 UPDATED");
        assertThat(stream.requests()).hasSize(2);
        assertThat(stream.latestRequest().getSince())
                .isAfter(stream.requests().get(0).getSince());
        stream.promote(Versions.champion(3, stream.latestRequest().getRequest()));
        stream.outcomes(500, 3, 0.05);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 UPDATED", "drift-1 CLOSED");
    }

    @Test
    void shouldKeepOneRequestInFlightAndGiveItUpOnlyAfterALongTime() {
        driftFrom(1);
        stream.outcomes(10_000, 1, 0.4);
        assertThat(stream.requests()).hasSize(1);
        stream.timePasses(Requests.GIVE_UP_AFTER);
        stream.outcomes(1, 1, 0.4);
        assertThat(stream.requests()).hasSize(2);
    }

    @Test
    void shouldCloseWhenTheDriftPassesAndTheTrainerFindsNothingBetter() {
        driftFrom(1);
        stream.reject(Versions.rejected(2, stream.latestRequest().getRequest()));
        stream.outcomes(1_500, 1, 0.04);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 CLOSED");
    }

    @Test
    void shouldAskOnceAtColdStart() {
        stream.outcomes(1_999, 0, 0.5);
        assertThat(stream.requests()).isEmpty();
        stream.outcomes(8_000, 0, 0.5);
        assertThat(stream.requests()).hasSize(1);
        assertThat(stream.latestRequest().getCause()).isEqualTo(RetrainCause.COLD_START);
        assertThat(stream.latestRequest().getEpisode()).isNull();
        assertThat(stream.latestRequest().getSince().toEpochMilli()).isZero();
        stream.promote(Versions.champion(1, stream.latestRequest().getRequest()));
        stream.outcomes(5_000, 1, 0.05);
        assertThat(stream.requests()).hasSize(1);
        assertThat(stream.alerts()).isEmpty();
    }

    @Test
    void shouldAskAgainAtColdStartAfterARefusalAndAnotherMinimumOfExamples() {
        stream.outcomes(2_000, 0, 0.5);
        stream.reject(Versions.rejected(1, stream.latestRequest().getRequest()));
        stream.outcomes(1_999, 0, 0.5);
        assertThat(stream.requests()).hasSize(1);
        stream.outcomes(1, 0, 0.5);
        assertThat(stream.requests()).hasSize(2);
    }

    @Test
    void shouldKeepToTheDailyBudgetAndGoOnTheNextDay() {
        try (MonitorDriver frugal = new MonitorDriver(Pipelines.loans(1))) {
            frugal.promote(Versions.champion(1, "by hand"));
            frugal.outcomes(1_000, 1, 0.05);
            frugal.outcomes(300, 1, 0.4);
            assertThat(frugal.requests()).hasSize(1);
            frugal.reject(Versions.rejected(2, frugal.latestRequest().getRequest()));
            frugal.outcomes(3_000, 1, 0.4);
            assertThat(frugal.requests()).hasSize(1);
            frugal.timePasses(Duration.ofDays(1));
            frugal.outcomes(1, 1, 0.4);
            assertThat(frugal.requests()).hasSize(2);
        }
    }

    @Test
    void shouldWatchNothingOfAVersionThatSaysNothingOfItsValidation() {
        stream.promote(Versions.rejected(1, "by hand"));
        stream.outcomes(5_000, 1, 0.9);
        stream.predictions(5_000, 1, 0.9);
        assertThat(stream.alerts()).isEmpty();
    }

    private void driftFrom(long version) {
        stream.promote(Versions.champion(version, "by hand"));
        stream.outcomes(3_000, version, 0.05);
        stream.outcomes(300, version, 0.4);
        assertThat(stream.alerts()).extracting(DriftAlert::getPhase).containsExactly(EpisodePhase.OPENED);
        assertThat(stream.requests()).hasSize(1);
    }
}
