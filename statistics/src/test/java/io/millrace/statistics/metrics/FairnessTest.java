package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FairnessTest {
    @Test
    void shouldCompareTheGroupsThatAreFurthestApart() {
        Fairness fairness = new Fairness();
        add(fairness, "a", 3, 1, 2, 2); // rates: selected 0.625, true positive 0.75, false positive 0.5
        add(fairness, "b", 1, 3, 0, 4); // 0.125, 0.25, 0
        add(fairness, "c", 0, 0, 1, 3); // 0.25, none, 0.25
        assertThat(fairness.demographicParityDifference()).isEqualTo(0.5);
        assertThat(fairness.demographicParityRatio()).isEqualTo(0.2);
        assertThat(fairness.equalOpportunityDifference()).isEqualTo(0.5);
        assertThat(fairness.equalizedOddsDifference()).isEqualTo(0.5);
        assertThat(fairness.accuracyDifference()).isEqualTo(0.125);
        assertThat(fairness.groups().keySet()).containsExactly("a", "b", "c");
        assertThat(fairness.groups().get("c").truePositiveRate()).isNaN();
        assertThat(fairness.groups().get("a").precision()).isEqualTo(0.6);
    }

    @Test
    void shouldCompareNothingWithoutGroups() {
        Fairness nobody = new Fairness();
        assertThat(nobody.groups()).isEmpty();
        assertThat(nobody.demographicParityDifference()).isNaN();
        assertThat(nobody.equalizedOddsDifference()).isNaN();
        add(nobody, "a", 0, 1, 0, 1);
        assertThat(nobody.demographicParityDifference()).isZero();
        assertThat(nobody.demographicParityRatio()).isNaN();
    }

    private static void add(Fairness fairness, String group, int tp, int fn, int fp, int tn) {
        int[] counts = {tp, fn, fp, tn};
        for (int cell = 0; cell < counts.length; cell++) {
            for (int i = 0; i < counts[cell]; i++) {
                fairness.update(group, cell < 2, cell % 2 == 0);
            }
        }
    }
}
