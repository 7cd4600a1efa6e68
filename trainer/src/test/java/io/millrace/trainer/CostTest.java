package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.ModelVersion;
import io.millrace.trainer.candidates.TestVersions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void shouldCutErrorsAtTwoBoundsOfTheChampion() {
        Cost cost = Cost.of(TestVersions.ofNumbers(10), List.of("0", "0", "0", "0", "1"));

        float[] answers = {5, -20, 1_000, Float.NaN, 1};
        assertThat(cost.of(answers, 0)).isEqualTo(0.25);
        assertThat(cost.of(answers, 1)).isEqualTo(1);
        assertThat(cost.of(answers, 2)).isEqualTo(1);
        assertThat(cost.of(answers, 3)).isEqualTo(1);
        assertThat(cost.of(answers, 4)).isZero();
    }

    @Test
    void shouldCostWhatTheChampionsQuantileDoes() {
        ModelVersion champion = TestVersions.ofNumbers(Map.of("errorBound", 10.0, "quantile", 0.9));
        Cost cost = Cost.of(champion, List.of("0", "0"));

        assertThat(cost.of(new float[] {5, -5}, 0)).isCloseTo(2 * 0.1 * 5 / 20, within(1e-9));
        assertThat(cost.of(new float[] {5, -5}, 1)).isCloseTo(2 * 0.9 * 5 / 20, within(1e-9));
    }

    @Test
    void shouldTakeAnyErrorForAWholeOneWhereTheChampionHadNone() {
        Cost cost = Cost.of(TestVersions.ofNumbers(0), List.of("2", "2"));

        assertThat(cost.of(new float[] {2, 2.5f}, 0)).isZero();
        assertThat(cost.of(new float[] {2, 2.5f}, 1)).isEqualTo(1);
    }

    @Test
    void shouldKnowLabelsThatAreNumbers() {
        assertThat(Cost.isLabel(TestVersions.ofNumbers(1), "12.5")).isTrue();
        assertThat(Cost.isLabel(TestVersions.ofNumbers(1), "yes")).isFalse();
    }
}
