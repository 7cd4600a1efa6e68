package io.millrace.trainer.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.ModelVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Candidate candidate = candidate(0.7);

    @Test
    void shouldLetTheFirstModelThrough() {
        assertThat(new Gate(0).judge(candidate, Optional.empty(), Problems.MOSTLY_A.heldOut(), Problems.ONE_NUMBER))
                .isEqualTo(new Gate.Verdict(true, "held-out log loss 0.5685; there was no champion"));
    }

    @Test
    void shouldLetABetterCandidateThrough() {
        Gate.Verdict verdict = judge(0, champion(0.5, "e1"));

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.reason())
                .isEqualTo("held-out log loss 0.5685 is no worse than champion 4's 0.6931 on the same 4 examples");
    }

    @Test
    void shouldRejectAWorseCandidate() {
        Gate.Verdict verdict = judge(0, champion(0.75, "e1"));

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.reason())
                .isEqualTo("held-out log loss 0.5685 is worse than champion 4's 0.5623 on the same 4 examples");
    }

    @Test
    void shouldAllowTheMargin() {
        assertThat(judge(0.01, champion(0.75, "e1")).passed()).isTrue();
    }

    @Test
    void shouldNotCompareAcrossEncoders() {
        assertThat(judge(0, champion(0.75, "e0")))
                .isEqualTo(new Gate.Verdict(
                        true, "held-out log loss 0.5685; champion 4 has another encoder or other classes"));
    }

    @Test
    void shouldReplaceAChampionThatDoesNotRun() {
        Incumbent broken =
                new Incumbent(champion(0.75, "e1").version(), Optional.of(ModelBytes.of(new byte[] {1, 2, 3})));

        assertThat(judge(0, broken).reason()).endsWith("champion 4 does not run");
        assertThat(judge(0, new Incumbent(broken.version(), Optional.empty())).passed())
                .isTrue();
    }

    private Gate.Verdict judge(double margin, Incumbent champion) {
        return new Gate(margin)
                .judge(candidate, Optional.of(champion), Problems.MOSTLY_A.heldOut(), Problems.ONE_NUMBER);
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
