package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.statistics.metrics.ClassCounts.Counted;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassCountsTest {
    @Test
    void shouldAgreeWithTheMatrix() {
        Random random = new Random(7);
        ConfusionMatrix matrix = new ConfusionMatrix(4);
        ClassCounts counts = new ClassCounts();
        for (int i = 0; i < 500; i++) {
            int actual = random.nextInt(4);
            int predicted = random.nextInt(3) == 0 ? random.nextInt(4) : actual;
            matrix.update(actual, predicted);
            counts.update("class " + actual, "class " + predicted);
        }
        assertThat(counts.count()).isEqualTo(500);
        assertThat(counts.accuracy()).isEqualTo(matrix.accuracy());
        assertThat(counts.kappa()).isCloseTo(matrix.kappa(), within(1e-12));
        assertThat(counts.majorityShare()).isEqualTo(matrix.majorityShare());
        assertThat(counts.macroF1()).isCloseTo(matrix.macro(matrix::f1), within(1e-12));
    }

    @Test
    void shouldAddUp() {
        ClassCounts first = of("yes yes", "no yes");
        ClassCounts second = of("no no", "yes no", "maybe yes");

        first.add(second);

        assertThat(first.counts())
                .isEqualTo(
                        of("yes yes", "no yes", "no no", "yes no", "maybe yes").counts())
                .containsEntry("yes", new Counted(2, 3, 1))
                .containsEntry("maybe", new Counted(1, 0, 0));
        assertThat(first.count()).isEqualTo(5);
        assertThat(first.correct()).isEqualTo(2);
    }

    @Test
    void shouldMeasureAgainstABaseline() {
        assertThat(of("yes yes", "no no", "no yes", "no no").gainOver(0.5)).isEqualTo(0.5);
        assertThat(of("yes yes").gainOver(1)).isNaN();
    }

    @Test
    void shouldBeUndefinedWhileEmpty() {
        ClassCounts none = new ClassCounts();
        assertThat(none.count()).isZero();
        assertThat(new double[] {none.accuracy(), none.kappa(), none.majorityShare(), none.macroF1(), none.gainOver(0.5)
                })
                .containsOnly(Double.NaN);
    }

    @Test
    void shouldRefuseMoreRightOnesThanThereAre() {
        assertThatThrownBy(() -> new Counted(3, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("correct must be from 0 to 1, not 2");
    }

    /** @param examples the true class and the predicted one */
    private static ClassCounts of(String... examples) {
        ClassCounts counts = new ClassCounts();
        for (String example : examples) {
            counts.update(example.split(" ")[0], example.split(" ")[1]);
        }
        return counts;
    }
}
