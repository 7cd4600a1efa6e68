package io.millrace.trainer.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.GateOutcome;
import io.millrace.schemas.GateResult;
import io.millrace.schemas.ModelVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Candidate candidate = candidate(0.7);

    @Test
    void shouldLetTheFirstModelThrough() {
        Gate.Verdict verdict =
                new Gate(0, 0.05).judge(candidate, Optional.empty(), Problems.MOSTLY_A.heldOut(), Problems.ONE_NUMBER);

        assertThat(verdict)
                .isEqualTo(new Gate.Verdict(
                        new GateResult(GateOutcome.FIRST, 0L, 0, 0d, 0d, 0.95),
                        "held-out log loss 0.5685; there was no champion"));
    }

    @Test
    void shouldBeSureOfABetterCandidate() {
        Gate.Verdict verdict = judge(0, champion(0.2, "e1"));

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.result().getOutcome()).isEqualTo(GateOutcome.BETTER);
        assertThat(verdict.result().getChampion()).isEqualTo(4);
        assertThat(verdict.result().getRows()).isEqualTo(40);
        assertThat(verdict.reason())
                .isEqualTo("held-out log loss 0.5685 is surely better than champion 4's 1.2629 on the same 40 examples:"
                        + " -0.6944, between -1.0076 and -0.3811 at 95 %");
    }

    @Test
    void shouldRejectAWorseCandidate() {
        Gate.Verdict verdict = judge(candidate(0.2), 0, champion(0.75, "e1"));

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.result().getOutcome()).isEqualTo(GateOutcome.WORSE);
        assertThat(verdict.reason())
                .contains("is surely worse than champion 4's 0.5623 on the same 40 examples: +0.70");
    }

    @Test
    void shouldAllowTheMargin() {
        assertThat(judge(candidate(0.2), 0.6, champion(0.75, "e1")).passed()).isTrue();
    }

    @Test
    void shouldSayWhereTheExamplesDoNotTell() {
        Gate.Verdict verdict = judge(0, champion(0.75, "e1"));

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.result().getOutcome()).isEqualTo(GateOutcome.UNDECIDED);
        assertThat(verdict.result().getLow()).isNegative();
        assertThat(verdict.result().getHigh()).isPositive();
        assertThat(verdict.reason()).contains("is not told apart from champion 4's");
    }

    @Test
    void shouldNotCompareAcrossEncoders() {
        Gate.Verdict verdict = judge(0, champion(0.75, "e0"));

        assertThat(verdict.result().getOutcome()).isEqualTo(GateOutcome.INCOMPARABLE);
        assertThat(verdict.reason())
                .isEqualTo("held-out log loss 0.5685; champion 4 has another encoder or other classes");
    }

    @Test
    void shouldReplaceAChampionThatDoesNotRun() {
        Incumbent broken =
                new Incumbent(champion(0.75, "e1").version(), Optional.of(ModelBytes.of(new byte[] {1, 2, 3})));

        assertThat(judge(0, broken).reason()).endsWith("champion 4 does not run");
        assertThat(judge(0, new Incumbent(broken.version(), Optional.empty()))
                        .result()
                        .getOutcome())
                .isEqualTo(GateOutcome.INCOMPARABLE);
    }

    private Gate.Verdict judge(double margin, Incumbent champion) {
        return judge(candidate, margin, champion);
    }

    private static Gate.Verdict judge(Candidate candidate, double margin, Incumbent champion) {
        return new Gate(margin, 0.05).judge(candidate, Optional.of(champion), Problems.FORTY, Problems.ONE_NUMBER);
    }

    private static Candidate candidate(double ofClassZero) {
        return new Contest(List.of(new FakeFamily("fake", ofClassZero)))
                .rank(Problems.MOSTLY_A, Problems.ONE_NUMBER)
                .best();
    }

    private static Incumbent champion(double ofClassZero, String encoder) {
        Problem problem = new Problem(Problems.ONE_NUMBER.layout(), List.of("A", "B"), encoder);
        ModelBytes bytes = ModelBytes.of(new FakeFamily("fake", ofClassZero).onnx(problem));
        ModelVersion version = TestVersions.champion(4, bytes, encoder);
        return new Incumbent(version, Optional.of(bytes));
    }
}
