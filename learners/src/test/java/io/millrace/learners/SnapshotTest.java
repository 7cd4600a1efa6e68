package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every learner is after a restart. */
class SnapshotTest {
    private static final Layout LAYOUT = new Layout(List.of(0, 4, 0));

    @ParameterizedTest
    @EnumSource
    void shouldGoOnToTheBitAfterARestart(Namesake name) {
        Learner original = name.create(LAYOUT);
        Stream before = new Stream(6);
        // long enough for trees to grow, to be warned and replaced, and for alternatives to stand beside them
        for (int i = 0; i < 9_000; i++) {
            before.next(i / 2_000 % 2 == 1);
            original.learn(before.values, before.label);
        }

        Learner restored = name.create(LAYOUT);
        // what it knew is forgotten, a class that the other never saw as well
        restored.learn(new float[] {1, 1, 1}, 7);
        restored.restore(original.snapshot());

        for (int i = 0; i < 9_000; i++) {
            before.next(i / 2_000 % 2 == 1);
            assertThat(restored.predict(before.values)).isEqualTo(original.predict(before.values));
            restored.learn(before.values, before.label);
            original.learn(before.values, before.label);
        }
        assertThat(restored.snapshot()).isEqualTo(original.snapshot());
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepNothingAsWellAsMuch(Namesake name) {
        Learner restored = name.create(LAYOUT);
        restored.restore(name.create(LAYOUT).snapshot());
        assertThat(restored.predict(new float[] {1, 2, 3})).isEmpty();
        assertThat(restored.snapshot()).isEqualTo(name.create(LAYOUT).snapshot());
    }

    @Test
    void shouldBeTheSameWhetherOrNotTheLearnerWasAskedInBetween() {
        Portfolio portfolio = new Portfolio(LAYOUT);
        Stream stream = new Stream(7);
        for (int i = 0; i < 500; i++) {
            stream.next(false);
            portfolio.learn(stream.values, stream.label);
        }
        byte[] unasked = portfolio.snapshot();
        portfolio.predict(new float[] {1, 2, 3});
        assertThat(portfolio.snapshot()).isEqualTo(unasked);
    }

    @Test
    void shouldRefuseWhatIsOfAnotherLearner() {
        byte[] tree = new HoeffdingTree(LAYOUT).snapshot();
        assertThatThrownBy(() -> new AdaptiveTree(LAYOUT).restore(tree))
                .isInstanceOf(SnapshotRefused.class)
                .hasMessageContaining("not taken from AdaptiveTree");
        assertThatThrownBy(() -> new HoeffdingTree(new Layout(List.of(0, 5, 0))).restore(tree))
                .isInstanceOf(SnapshotRefused.class);
        assertThatThrownBy(() ->
                        new HoeffdingTree(LAYOUT, AdaptiveForest.standard().tree(), 1).restore(tree))
                .isInstanceOf(SnapshotRefused.class);
    }

    @Test
    void shouldRefuseAnotherFormatInOneLine() {
        byte[] other = new Majority().snapshot();
        other[7] = '4';
        assertThatThrownBy(() -> new Majority().restore(other))
                .isInstanceOf(SnapshotRefused.class)
                .hasMessage(
                        "the snapshot is of format 'learner4', and only 'learner3' can be read: learn the examples again");
    }

    @Test
    void shouldRefuseEveryDamage() {
        NaiveBayes learner = new NaiveBayes(LAYOUT);
        learner.learn(new float[] {1, 2, 3}, 1);
        byte[] whole = learner.snapshot();
        for (int i = 0; i < whole.length; i++) {
            byte[] cut = Arrays.copyOf(whole, i);
            byte[] changed = whole.clone();
            changed[i] ^= 0x10;
            assertThatThrownBy(() -> new NaiveBayes(LAYOUT).restore(cut)).isInstanceOf(SnapshotRefused.class);
            assertThatThrownBy(() -> new NaiveBayes(LAYOUT).restore(changed)).isInstanceOf(SnapshotRefused.class);
        }
    }

    /** Three classes that two numbers and a code tell apart, until it turns. */
    private static final class Stream {
        private final Chance chance;
        private final float[] values = new float[3];
        private int label;

        Stream(long seed) {
            chance = new Chance(seed);
        }

        void next(boolean turned) {
            values[0] = chance.share() < 0.05 ? Float.NaN : (float) (chance.share() * 10);
            values[1] = chance.below(5);
            values[2] = (float) chance.share();
            boolean above = values[0] > 6 != turned;
            label = above ? 1 : values[1] > 1 == turned ? 2 : 0;
        }
    }
}
