package io.millrace.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.Decided;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.DriftCause;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.RetrainDecision;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.Severity;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stories of data that moves, or breaks, told through the topology. Windows hold 1,000 records, salaries lie between 0 and 1. */
class FeatureEpisodesTest {
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
        stream.vectors(30_000, 0, 0);
        assertThat(stream.alerts()).isEmpty();
    }

    @Test
    void shouldSayWhichColumnMovedAndHow() {
        stream.vectors(3_000, 0, 0);
        long change = stream.now();
        stream.vectors(1_000, 0.1, 0);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED");
        DriftAlert opened = stream.alerts().get(0);
        assertThat(opened.getKind()).isEqualTo(DriftKind.FEATURE);
        assertThat(opened.getCause()).isEqualTo(DriftCause.DATA);
        assertThat(opened.getSeverity()).isEqualTo(Severity.WARNING);
        assertThat(opened.getObserved()).isEqualTo(4_000);
        assertThat(opened.getChangedAt().toEpochMilli()).isEqualTo(change + MonitorDriver.STEP_MILLIS);
        assertThat(opened.getColumns()).singleElement().satisfies(column -> {
            assertThat(column.getColumn()).isEqualTo("salary");
            assertThat(column.getDistance()).isCloseTo(0.1, within(0.03));
            assertThat(column.getMoved()).isIn("below 0.1000", "at least 0.9000");
            assertThat(column.getBefore()).isEqualTo(0.1);
        });
        assertThat(opened.getMessage())
                .startsWith("salary is ")
                .endsWith("; a new model is asked for only if this lasts for 3 windows");
    }

    @Test
    void shouldAskForAModelOnceItHasLasted() {
        stream.vectors(2_000, 0.5, 0);
        assertThat(stream.requests()).isEmpty();
        stream.vectors(1_000, 0.5, 0);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 UPDATED");
        assertThat(stream.requests())
                .extracting(RetrainRequest::getMessage)
                .containsExactly("drift-1: the features have moved for 3 windows in a row");
        assertThat(stream.decisions())
                .extracting(RetrainDecision::getReason)
                .containsExactly(
                        "drift-1: drifted in 1 of 3 windows in a row",
                        "drift-1: drifted in 2 of 3 windows in a row",
                        "drift-1: the features have moved for 3 windows in a row");
        assertThat(stream.decisions())
                .extracting(RetrainDecision::getDecision)
                .containsExactly(Decided.WITHHELD, Decided.WITHHELD, Decided.ASKED);
        assertThat(stream.decisions().get(2).getRequest()).isEqualTo("retrain-1");
    }

    @Test
    void shouldPutErrorsDownToTheDataWhereItMovedAndToTheConceptWhereItDidNot() {
        stream.vectors(2_000, 0, 0);
        stream.outcomes(2_000, 1, 0.05);
        stream.outcomes(300, 1, 0.4);
        stream.promote(Versions.champion(2, stream.latestRequest().getRequest()));
        stream.outcomes(8_000, 2, 0.05);
        stream.outcomes(300, 2, 0.4);
        assertThat(stream.alerts())
                .extracting(DriftAlert::getCause)
                .containsExactly(DriftCause.MODEL, DriftCause.MODEL, DriftCause.CONCEPT);

        stream.vectors(1_000, 0.5, 0);
        DriftAlert known = stream.alerts().get(3);
        assertThat(known.getEpisode()).isEqualTo("drift-2");
        assertThat(known.getKind()).isEqualTo(DriftKind.PERFORMANCE);
        assertThat(known.getCause()).isEqualTo(DriftCause.DATA);
        assertThat(known.getMessage()).endsWith("the cause is now taken to be DATA");
    }

    @Test
    void shouldTellOfAFaultAndAskForNoModel() {
        stream.vectors(3_000, 0, 0);
        stream.vectors(4_000, 0, 0.05);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED");
        DriftAlert opened = stream.alerts().get(0);
        assertThat(opened.getKind()).isEqualTo(DriftKind.QUALITY);
        assertThat(opened.getCause()).isEqualTo(DriftCause.UPSTREAM);
        assertThat(opened.getSeverity()).isEqualTo(Severity.CRITICAL);
        assertThat(opened.getColumns().get(0).getMoved()).isEqualTo("missing");
        assertThat(opened.getColumns().get(0).getNow()).isCloseTo(0.05, within(0.02));

        stream.outcomes(300, 1, 0.5);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 UPDATED");
        assertThat(stream.alerts().get(1).getKind()).isEqualTo(DriftKind.PERFORMANCE);
        assertThat(stream.alerts().get(1).getCause()).isEqualTo(DriftCause.UPSTREAM);
        assertThat(stream.requests()).isEmpty();
        assertThat(stream.decisions())
                .extracting(RetrainDecision::getReason)
                .containsExactly("drift-1: a fault of the data is mended at its source, not by a new model");

        stream.vectors(1_000, 0, 0);
        stream.outcomes(1_500, 1, 0.04);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 UPDATED", "drift-1 CLOSED");
        assertThat(stream.requests()).isEmpty();
    }

    @Test
    void shouldAskForAModelWhereTheErrorsStayOnceTheFaultHasPassed() {
        stream.vectors(1_000, 0, 0.5);
        stream.outcomes(300, 1, 0.5);
        stream.vectors(1_000, 0, 0);
        assertThat(stream.requests()).isEmpty();
        stream.outcomes(300, 1, 0.5);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 UPDATED", "drift-1 UPDATED");
        assertThat(stream.alerts().get(2).getCause()).isEqualTo(DriftCause.MODEL);
        assertThat(stream.requests()).hasSize(1);
    }

    @Test
    void shouldTellWhereMoreRecordsArePutIntoQuarantine() {
        stream.records(5_000, 0.02, "out-of-range");
        assertThat(stream.alerts()).as("a share that is as it was").isEmpty();
        stream.records(2_000, 0.06, "out-of-range");
        assertThat(stream.phases()).containsExactly("drift-1 OPENED");
        DriftAlert opened = stream.alerts().get(0);
        assertThat(opened.getKind()).isEqualTo(DriftKind.QUALITY);
        assertThat(opened.getCause()).isEqualTo(DriftCause.UPSTREAM);
        assertThat(opened.getMessage())
                .startsWith("quarantine reason is out-of-range in ")
                .contains(" % of the records, before in 2.");
        stream.records(4_000, 0.02, "out-of-range");
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 CLOSED");
        assertThat(stream.requests()).isEmpty();
    }

    @Test
    void shouldTellWhereNothingButQuarantineIsLeft() {
        stream.records(2_000, 0, "none");
        stream.records(1_000, 1, "malformed");
        assertThat(stream.phases()).containsExactly("drift-1 OPENED");
        assertThat(stream.alerts().get(0).getColumns().get(0).getMoved()).isEqualTo("malformed");
    }

    @Test
    void shouldNotTakeDuplicatesOrRejectedLabelsForAFault() {
        stream.records(2_000, 0, "none");
        stream.records(3_000, 0.5, "duplicate");
        stream.rejectedLabels(2_000);
        assertThat(stream.alerts()).isEmpty();
    }

    @Test
    void shouldNotTakeAFaultForDrift() {
        stream.vectors(2_000, 0.5, 0.5);
        assertThat(stream.alerts()).extracting(DriftAlert::getKind).containsExactly(DriftKind.QUALITY);
        assertThat(stream.requests()).isEmpty();
    }

    @Test
    void shouldCompareOnlyVectorsOfTheChampionsEncoder() {
        stream.vectorsOf("edited", 5_000);
        assertThat(stream.alerts()).isEmpty();
    }

    @Test
    void shouldCloseAfterThreeNormalWindows() {
        stream.vectors(1_000, 0.5, 0);
        stream.vectors(3_000, 0, 0);
        assertThat(stream.phases()).containsExactly("drift-1 OPENED", "drift-1 CLOSED");
        assertThat(stream.alerts().get(1).getMessage())
                .isEqualTo("features are as they were when model 1 was trained: no difference any more");
    }

    @Test
    void shouldCloseAWindowByTheClockWhereRecordsAreFew() {
        try (MonitorDriver slow = new MonitorDriver(Pipelines.loans(", windowTime: 10m", ""))) {
            slow.promote(Versions.champion(1, "by hand"));
            slow.vectors(60, 0.9, 0);
            slow.secondPasses();
            slow.passes(Duration.ofMinutes(9));
            assertThat(slow.alerts()).isEmpty();
            slow.passes(Duration.ofMinutes(2));
            assertThat(slow.phases()).containsExactly("drift-1 OPENED");
            slow.vectors(40, 0.9, 0);
            slow.secondPasses();
            slow.passes(Duration.ofMinutes(20));
            assertThat(slow.decisions()).as("40 records are too few").hasSize(1);
        }
    }

    @Test
    void shouldCompareAWindowAgainEachTimeItHasSlid() {
        try (MonitorDriver sliding = new MonitorDriver(Pipelines.loans(", slide: 250", ""))) {
            sliding.promote(Versions.champion(1, "by hand"));
            sliding.vectors(1_250, 0, 0);
            sliding.vectors(500, 0.5, 0);
            assertThat(sliding.phases())
                    .as("half of the latest window has moved")
                    .containsExactly("drift-1 OPENED");
            assertThat(sliding.alerts().get(0).getObserved()).isLessThanOrEqualTo(1_750);
            sliding.vectors(1_500, 0.5, 0);
            assertThat(sliding.requests()).as("two windows are not three").isEmpty();
            sliding.vectors(750, 0.5, 0);
            assertThat(sliding.requests()).hasSize(1);
            sliding.vectors(2_500, 0, 0);
            assertThat(sliding.phases()).endsWith("drift-1 UPDATED");
            sliding.vectors(500, 0, 0);
            assertThat(sliding.phases()).endsWith("drift-1 CLOSED");
        }
    }

    @Test
    void shouldAskBySchedule() {
        try (MonitorDriver scheduled = new MonitorDriver(Pipelines.loans("", ", everyOutcomes: 3000"))) {
            scheduled.outcomes(2_000, 0, 0.5);
            scheduled.promote(Versions.champion(1, scheduled.latestRequest().getRequest()));
            scheduled.outcomes(2_999, 1, 0.05);
            assertThat(scheduled.requests()).hasSize(1);
            scheduled.outcomes(1, 1, 0.05);
            assertThat(scheduled.latestRequest().getMessage()).isEqualTo("3000 outcomes since the last request");
            assertThat(scheduled.decisions())
                    .extracting(RetrainDecision::getDecision)
                    .containsOnly(Decided.ASKED);
        }
    }

    @Test
    void shouldAskForAModelOfMoreExamplesUntilItsWindowIsFull() {
        try (MonitorDriver growing = new MonitorDriver(Pipelines.loans())) {
            growing.promote(Versions.of(1_000, 1, "by hand"));
            growing.outcomes(999, 1, 0.05);
            assertThat(growing.requests()).isEmpty();
            growing.outcomes(1, 1, 0.05);
            assertThat(growing.latestRequest().getMessage())
                    .isEqualTo("model 1 has learnt from 1000 examples, and there are 2000 by now");
            growing.reject(Versions.rejected(2, growing.latestRequest().getRequest()));
            growing.outcomes(1_999, 1, 0.05);
            assertThat(growing.requests()).hasSize(1);
            growing.outcomes(1, 1, 0.05);
            assertThat(growing.requests()).as("4,000 are there").hasSize(2);
            growing.promote(Versions.of(4_000, 3, growing.latestRequest().getRequest()));
            growing.outcomes(4_000, 3, 0.05);
            growing.promote(Versions.of(8_000, 4, growing.latestRequest().getRequest()));
            growing.outcomes(2_000, 4, 0.05);
            growing.promote(Versions.of(10_000, 5, growing.latestRequest().getRequest()));
            growing.outcomes(20_000, 5, 0.05);
            assertThat(growing.requests()).hasSize(4);
        }
    }
}
