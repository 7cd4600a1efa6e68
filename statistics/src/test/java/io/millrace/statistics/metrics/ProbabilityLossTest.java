package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProbabilityLossTest {
    @Test
    void shouldCostMoreTheSurerAWrongPredictionWas() {
        assertThat(ProbabilityLoss.log(0.5, true)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(ProbabilityLoss.log(0.2, false)).isCloseTo(-Math.log(0.8), within(1e-15));
        assertThat(ProbabilityLoss.log(0.25)).isCloseTo(Math.log(4), within(1e-15));
        assertThat(ProbabilityLoss.brier(0.3, true)).isCloseTo(0.49, within(1e-15));
        assertThat(ProbabilityLoss.brier(0.3, false)).isCloseTo(0.09, within(1e-15));
    }

    @Test
    void shouldStayFiniteWhereItWasCertainAndWrong() {
        assertThat(ProbabilityLoss.log(0, true)).isCloseTo(34.54, within(0.01));
        assertThat(ProbabilityLoss.log(1, false)).isCloseTo(34.54, within(0.01));
        assertThat(ProbabilityLoss.log(1, true)).isCloseTo(0, within(1e-14));
    }

    @Test
    void shouldRefuseWhatIsNoProbability() {
        assertThatThrownBy(() -> ProbabilityLoss.log(-0.1, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProbabilityLoss.log(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProbabilityLoss.brier(2, true)).isInstanceOf(IllegalArgumentException.class);
    }
}
