package io.millrace.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.RetrainCause;
import io.millrace.schemas.RetrainRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Stories of a pipeline definition that is edited under a running champion, told through the topology. The champion's encoder is "e";
 * 2,000 examples are enough for a model.
 */
class EncoderChangeTest {
    private final MonitorDriver stream = new MonitorDriver(Pipelines.loans());

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void shouldAskOnceWhenEnoughRecordsOfANewEncoderWaitForAModel() {
        stream.promote(Versions.champion(1, "by hand"));
        stream.outcomes(3_000, 1, 0.05);
        long change = stream.now();
        stream.priorOutcomes(1_999, "edited");
        assertThat(stream.requests()).isEmpty();
        stream.priorOutcomes(8_000, "edited");

        assertThat(stream.requests()).hasSize(1);
        RetrainRequest request = stream.latestRequest();
        assertThat(request.getCause()).isEqualTo(RetrainCause.COLD_START);
        assertThat(request.getEpisode()).isNull();
        assertThat(request.getSince().toEpochMilli()).isEqualTo(change + MonitorDriver.STEP_MILLIS);
        assertThat(request.getMessage())
                .isEqualTo("the pipeline's encoder changed, and 2000 labelled records of the new one wait for a model");

        stream.promote(Versions.championOf("edited", 2, request.getRequest()));
        stream.priorOutcomes(5_000, "edited");
        stream.outcomes(5_000, 2, "edited", 0.05);
        assertThat(stream.requests()).hasSize(1);
        assertThat(stream.alerts()).isEmpty();
    }

    @Test
    void shouldAskForAModelOfTheNewEncoderWhileTheChampionGoesOn() {
        stream.promote(Versions.champion(1, "by hand"));
        stream.outcomes(3_000, 1, 0.05);
        stream.outcomes(1_999, 1, "edited", 0.05);
        assertThat(stream.requests()).isEmpty();
        stream.outcomes(8_000, 1, "edited", 0.05);

        assertThat(stream.requests()).extracting(RetrainRequest::getCause).containsExactly(RetrainCause.COLD_START);
        assertThat(stream.alerts()).isEmpty();

        stream.promote(Versions.championOf("edited", 2, stream.latestRequest().getRequest()));
        stream.outcomes(3_000, 1, "edited", 0.05);
        stream.outcomes(5_000, 2, "edited", 0.05);
        assertThat(stream.requests()).hasSize(1);
    }

    @Test
    void shouldWatchTheChampionWhileItGoesOn() {
        stream.promote(Versions.champion(1, "by hand"));
        stream.outcomes(3_000, 1, 0.05);
        stream.outcomes(300, 1, "edited", 0.4);

        assertThat(stream.phases()).containsExactly("drift-1 OPENED");
    }

    @Test
    void shouldAskAgainAfterARefusalAndAnotherMinimumOfExamples() {
        stream.promote(Versions.champion(1, "by hand"));
        stream.priorOutcomes(2_000, "edited");
        stream.reject(Versions.rejected(2, stream.latestRequest().getRequest()));
        stream.priorOutcomes(1_999, "edited");
        assertThat(stream.requests()).hasSize(1);
        stream.priorOutcomes(1, "edited");
        assertThat(stream.requests()).hasSize(2);
        assertThat(stream.latestRequest().getCause()).isEqualTo(RetrainCause.COLD_START);
    }

    @Test
    void shouldNotCountLateLabelsFromBeforeTheFirstChampion() {
        stream.promote(Versions.champion(1, "by hand"));
        stream.priorOutcomes(10_000, "e");
        assertThat(stream.requests()).isEmpty();
    }

    @Test
    void shouldCountAfreshForAnotherChampion() {
        stream.promote(Versions.champion(1, "by hand"));
        stream.priorOutcomes(1_999, "edited");
        stream.promote(Versions.champion(2, "by hand"));
        stream.priorOutcomes(1_999, "edited");
        assertThat(stream.requests()).isEmpty();
        stream.priorOutcomes(1, "edited");
        assertThat(stream.requests()).hasSize(1);
    }

    @Test
    void shouldStopAskingWhenTheDefinitionIsChangedBack() {
        stream.promote(Versions.champion(1, "by hand"));
        stream.priorOutcomes(5_000, "edited");
        stream.outcomes(1, 1, 0.05);
        stream.reject(Versions.rejected(2, stream.latestRequest().getRequest()));
        stream.outcomes(20_000, 1, 0.05);
        assertThat(stream.requests()).hasSize(1);
    }

    @Test
    void shouldGetAnOpenEpisodeOutOfAChampionThatAnswersNothingAnyMore() {
        stream.promote(Versions.champion(1, "by hand"));
        stream.outcomes(3_000, 1, 0.05);
        stream.outcomes(300, 1, 0.4);
        stream.promote(Versions.champion(2, stream.latestRequest().getRequest()));
        stream.outcomes(100, 2, 0.05);
        stream.priorOutcomes(2_000, "edited");
        assertThat(stream.phases()).containsExactly("drift-1 OPENED");
        assertThat(stream.requests())
                .extracting(RetrainRequest::getCause)
                .containsExactly(RetrainCause.DRIFT, RetrainCause.COLD_START);

        stream.promote(Versions.championOf("edited", 3, stream.latestRequest().getRequest()));
        stream.outcomes(500, 3, "edited", 0.05);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 CLOSED");
    }

    @Test
    void shouldAskAgainWhereTheRequestOfAnOpenEpisodeIsRefusedAfterTheChange() {
        stream.promote(Versions.champion(1, "by hand"));
        stream.outcomes(3_000, 1, 0.05);
        stream.outcomes(300, 1, 0.4);
        stream.priorOutcomes(2_000, "edited");
        assertThat(stream.requests()).hasSize(1);
        stream.reject(Versions.rejected(2, stream.latestRequest().getRequest()));
        assertThat(stream.requests())
                .extracting(RetrainRequest::getCause)
                .containsExactly(RetrainCause.DRIFT, RetrainCause.COLD_START);

        stream.promote(Versions.championOf("edited", 3, stream.latestRequest().getRequest()));
        stream.outcomes(500, 3, "edited", 0.05);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 CLOSED");
    }
}
