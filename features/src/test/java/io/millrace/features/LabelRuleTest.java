package io.millrace.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.features.LabelReading.Labelled;
import io.millrace.features.LabelReading.Unlabelled;
import org.junit.jupiter.api.Test;

class LabelRuleTest {
    @Test
    void shouldSpellTheClassAsThePipelineDoes() {
        LabelRule rule = rule("{column: y, classes: ['0', '1', 'true', '2.5']}");
        for (Object one : new Object[] {1, 1L, 1.0, "1", " 1 ", "1.0", "1e0"}) {
            assertThat(rule.read(one)).as("%s", one).isEqualTo(new Labelled("1"));
        }
        assertThat(rule.read(true)).isEqualTo(new Labelled("true"));
        assertThat(rule.read("2.50")).isEqualTo(new Labelled("2.5"));
    }

    @Test
    void shouldWaitWhereTheRecordHasNoLabelYet() {
        LabelRule rule = rule("{column: y, classes: [a, b]}");
        assertThat(rule.read(Pipelines.record("x", 1))).isEqualTo(new Unlabelled());
        assertThat(rule.read(Pipelines.record("y", "NA"))).isEqualTo(new Unlabelled());
        assertThat(rule("{classes: [a, b]}").read(Pipelines.record("y", "a"))).isEqualTo(new Unlabelled());
    }

    @Test
    void shouldTakeAMissingTokenForAClassWhereItIsOne() {
        assertThat(rule("{column: y, classes: ['NA', 'EU']}").read("NA")).isEqualTo(new Labelled("NA"));
    }

    @Test
    void shouldRefuseALabelThatIsNoClass() {
        LabelRule rule = rule("{column: y, classes: [a, NaN]}");
        assertThat(rule.read(Pipelines.record("y", "c")))
                .isEqualTo(new Refused(Reason.UNKNOWN_CLASS, "y", "label 'c' is not one of the classes [a, NaN]"));
        assertThat(rule.read("A")).isInstanceOf(Refused.class);
    }

    private static LabelRule rule(String label) {
        return LabelRule.of(Pipelines.labelled(label).label());
    }
}
