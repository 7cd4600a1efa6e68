package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every learner owes its user, whatever it is. */
class LearnerContractTest {
    /** Two numbers and a category of four codes. */
    private static final Layout LAYOUT = new Layout(List.of(0, 4, 0));

    @ParameterizedTest
    @EnumSource
    void shouldKnowNoClassBeforeTheFirstExample(Namesake learner) {
        assertThat(learner.create(LAYOUT).predict(new float[] {1, 2, 3})).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerProbabilitiesWhateverIsMissingOrUnknown(Namesake name) {
        Learner learner = name.create(LAYOUT);
        Chance chance = new Chance(3);
        for (int i = 0; i < 3000; i++) {
            float[] values = {number(chance), code(chance), number(chance)};
            assertDistribution(learner.predict(values));
            learner.learn(values, chance.below(3), 1 + chance.below(3));
        }
        float nan = Float.NaN;
        assertDistribution(learner.predict(new float[] {nan, nan, nan}));
        assertDistribution(learner.predict(new float[] {1e30f, 77, -1e30f}));
        assertDistribution(learner.predict(new float[] {Float.MAX_VALUE, -5, -Float.MAX_VALUE}));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeInAClassThatAppearsLate(Namesake name) {
        Learner learner = name.create(LAYOUT);
        Chance chance = new Chance(4);
        for (int i = 0; i < 2000; i++) {
            learner.learn(new float[] {number(chance), 1, number(chance)}, chance.below(2));
        }
        assertThat(learner.predict(new float[] {0, 1, 0})).hasSize(2);

        for (int i = 0; i < 5000; i++) {
            learner.learn(new float[] {50 + number(chance), 3, number(chance)}, 9);
        }
        double[] probabilities = learner.predict(new float[] {50, 3, 0});
        assertDistribution(probabilities);
        assertThat(probabilities).hasSize(10);
        assertThat(ClassWeights.most(probabilities, 10)).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource
    void shouldComeOutTheSameWhetherOrNotItWasAskedInBetween(Namesake name) {
        Learner asked = name.create(LAYOUT);
        Learner left = name.create(LAYOUT);
        Chance chance = new Chance(5);
        for (int i = 0; i < 5000; i++) {
            float[] values = {number(chance), code(chance), number(chance)};
            int label = values[0] > 0.3 ? 1 : (int) values[1] % 2;
            asked.predict(values);
            asked.learn(values, label);
            left.learn(values, label);
        }
        IntStream.range(0, 100).forEach(i -> {
            float[] values = {number(chance), code(chance), number(chance)};
            assertThat(asked.predict(values)).isEqualTo(left.predict(values));
        });
    }

    private static void assertDistribution(double[] probabilities) {
        if (probabilities.length > 0) {
            assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-9));
            assertThat(Arrays.stream(probabilities).boxed())
                    .allMatch(probability -> probability >= 0 && probability <= 1 + 1e-9);
        }
    }

    /** Mostly about 0, sometimes missing or far away. */
    private static float number(Chance chance) {
        double share = chance.share();
        if (share < 0.05) {
            return Float.NaN;
        }
        return (float) (share > 0.99 ? 1e9 : chance.share() + chance.share() - 1);
    }

    private static float code(Chance chance) {
        int code = chance.below(6);
        return code == 5 ? Float.NaN : code;
    }
}
