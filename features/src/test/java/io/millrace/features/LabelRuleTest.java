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

    @Test
    void shouldReadANumberInOneSpelling() {
        LabelRule rule = LabelRule.of(
                Pipelines.numbered("{column: y, mean: 1, max: 1000}").label());

        for (Object one : new Object[] {12.5, 12.5f, "12.50", " 1.25e1 "}) {
            assertThat(rule.read(one)).as("%s", one).isEqualTo(new Labelled("12.5"));
        }
        assertThat(rule.read(-3L)).isEqualTo(new Labelled("-3"));
        assertThat(rule.read("?")).isEqualTo(new Unlabelled());
    }

    @Test
    void shouldRefuseWhatIsNoNumberOrOutOfRange() {
        LabelRule rule = LabelRule.of(
                Pipelines.numbered("{column: y, mean: 1, max: 1000}").label());

        assertThat(rule.read("many")).isEqualTo(new Refused(Reason.WRONG_TYPE, "y", "label 'many' is not a number"));
        assertThat(rule.read(true)).isInstanceOf(Refused.class);
        assertThat(rule.read("1000.1"))
                .isEqualTo(new Refused(
                        Reason.OUT_OF_RANGE, "y", "label '1000.1' is outside -3.4028234663852886E38 to 1000"));
        assertThat(rule.read("-1e39")).isInstanceOf(Refused.class);
        assertThat(rule.read("1e999")).isInstanceOf(Refused.class);
    }

    private static LabelRule rule(String label) {
        return LabelRule.of(Pipelines.labelled(label).label());
    }
}
