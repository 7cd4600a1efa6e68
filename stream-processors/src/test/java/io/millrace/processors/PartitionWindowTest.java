package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class PartitionWindowTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long NOON = EvaluateRun.START.toEpochMilli();

    private final PartitionWindow window = new PartitionWindow(3, MINUTE);

    @Test
    void shouldGoOnWhereItWasWritten() {
        window.add(EvaluateRun.outcome(1, "yes", "yes"), NOON, NOON);
        window.add(EvaluateRun.outcome(2, "no", "yes"), NOON + 1, NOON + 1);
        window.add(EvaluateRun.number(2, "0.1", "0.7"), NOON + 2, NOON + 2);
        window.add(EvaluateRun.number(2, "0.3", "0.5"), NOON + 3, NOON + 3);

        Serde<PartitionWindow> serde =
                EvaluateBytes.serde(PartitionWindow::write, in -> PartitionWindow.read(in, MINUTE));
        PartitionWindow restored =
                serde.deserializer().deserialize("t", serde.serializer().serialize("t", window));

        assertThat(end(restored)).usingRecursiveComparison().isEqualTo(end(window));
    }

    private static PartitionShare end(PartitionWindow of) {
        of.add(EvaluateRun.number(2, "0.9", "0.8"), NOON + 4, NOON + 4);
        return of.add(EvaluateRun.outcome(2, "no", "no"), NOON + 60_000, NOON + 60_000)
                .orElseThrow();
    }

    @Test
    void shouldSayHowFarTimeHasComeOnceAWindow() {
        assertThat(window.endBy(NOON + 1))
                .hasValueSatisfying(share -> assertThat(share.reached()).isEqualTo(NOON));
        assertThat(window.endBy(NOON + 59_999)).isEmpty();
        assertThat(window.endBy(NOON + 60_000))
                .hasValueSatisfying(
                        share -> assertThat(share.tallied().isEmpty()).isTrue());
    }

    @Test
    void shouldTakeBackWhatAClockThatWasAheadHadSaid() {
        assertThat(window.endBy(NOON + 3_600_000)).isPresent();
        assertThat(window.endBy(NOON))
                .hasValueSatisfying(share -> assertThat(share.reached()).isEqualTo(NOON));
        window.add(EvaluateRun.outcome(1, "yes", "yes"), NOON + 1, NOON + 1);
        assertThat(window.endBy(NOON + 60_000))
                .hasValueSatisfying(
                        share -> assertThat(share.tallied().span()).isEqualTo(new Span(NOON, NOON + 60_000)));
    }
}
