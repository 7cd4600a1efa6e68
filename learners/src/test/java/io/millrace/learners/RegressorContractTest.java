package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every regressor owes its user, whatever it is. */
class RegressorContractTest {
    /** Two numbers and a category of four codes. */
    private static final Layout LAYOUT = new Layout(List.of(0, 4, 0));

    @ParameterizedTest
    @EnumSource
    void shouldSayZeroBeforeTheFirstExample(NumberNamesake regressor) {
        assertThat(regressor.create(LAYOUT).predict(new float[] {1, 2, 3})).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayANumberWhateverIsMissingUnknownOrFarAway(NumberNamesake name) {
        Regressor regressor = name.create(LAYOUT);
        Chance chance = new Chance(3);
        for (int i = 0; i < 3000; i++) {
            float[] values = {number(chance), code(chance), number(chance)};
            assertThat(regressor.predict(values)).isFinite();
            double target = i % 500 == 77 ? 1e100 : i % 500 == 177 ? -1e30 : chance.share();
            regressor.learn(values, target, 1 + chance.below(9));
        }
        float nan = Float.NaN;
        assertThat(regressor.predict(new float[] {nan, nan, nan})).isFinite();
        assertThat(regressor.predict(new float[] {1e30f, 77, -1e30f})).isFinite();
        assertThat(regressor.predict(new float[] {Float.MAX_VALUE, -5, -Float.MAX_VALUE}))
                .isFinite();
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatAllTargetsWere(NumberNamesake name) {
        Regressor regressor = name.create(LAYOUT);
        Chance chance = new Chance(4);
        for (int i = 0; i < 2000; i++) {
            regressor.learn(new float[] {number(chance), code(chance), number(chance)}, 41.5);
        }
        assertThat(regressor.predict(new float[] {0, 1, 0})).isCloseTo(41.5, within(1e-9));
    }

    @ParameterizedTest
    @EnumSource
    void shouldComeOutTheSameWhetherOrNotItWasAskedJustBefore(NumberNamesake name) {
        Regressor asked = name.create(LAYOUT);
        Regressor left = name.create(LAYOUT);
        Chance chance = new Chance(5);
        for (int i = 0; i < 3000; i++) {
            float[] values = {number(chance), code(chance), number(chance)};
            double target = values[0] > 0.3 ? 7 : values[1] + chance.share();
            double counted = Double.isNaN(target) ? -3 : target;
            asked.predict(values);
            asked.learn(values, counted);
            left.learn(values, counted);
        }
        assertThat(asked.snapshot()).isEqualTo(left.snapshot());
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnToTheBitAfterARestart(NumberNamesake name) {
        Regressor original = name.create(LAYOUT);
        Chance chance = new Chance(6);
        // long enough for trees to grow, to be warned and replaced
        for (int i = 0; i < 6000; i++) {
            float[] values = {number(chance), code(chance), number(chance)};
            original.predict(values);
            original.learn(values, turned(values, i / 2000 % 2 == 1));
        }
        original.predict(new float[] {1, 2, 3}); // and is not learned yet

        Regressor restored = name.create(LAYOUT);
        restored.learn(new float[] {1, 1, 1}, 7); // what it knew is forgotten
        restored.restore(original.snapshot());
        for (int i = 0; i < 3000; i++) {
            float[] values = {number(chance), code(chance), number(chance)};
            assertThat(restored.predict(values)).isEqualTo(original.predict(values));
            double target = turned(values, i / 2000 % 2 == 1);
            restored.learn(values, target);
            original.learn(values, target);
        }
        assertThat(restored.snapshot()).isEqualTo(original.snapshot());
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepNothingAsWellAsMuch(NumberNamesake name) {
        Regressor restored = name.create(LAYOUT);
        restored.learn(new float[] {1, 2, 3}, 4);
        restored.restore(name.create(LAYOUT).snapshot());
        assertThat(restored.snapshot()).isEqualTo(name.create(LAYOUT).snapshot());
        assertThat(restored.predict(new float[] {1, 2, 3})).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"LINEAR", "NEIGHBOURS", "TREE", "FOREST", "PORTFOLIO"})
    void shouldFindALineOnAnyScale(NumberNamesake name) {
        Regressor regressor = name.create(LAYOUT);
        learnLine(regressor, 3000, 2, 1, new Chance(7));
        assertThat(regressor.predict(new float[] {1e6f + 0.25f * 1e4f, 1, 0})).isCloseTo(1.5, within(0.1));
        assertThat(regressor.predict(new float[] {1e6f + 0.75f * 1e4f, 2, 0})).isCloseTo(2.5, within(0.1));
    }

    @ParameterizedTest
    @EnumSource(names = {"LINEAR", "NEIGHBOURS", "TREE", "FOREST", "PORTFOLIO"})
    void shouldFollowALineThatJumps(NumberNamesake name) {
        Regressor regressor = name.create(LAYOUT);
        Chance chance = new Chance(8);
        learnLine(regressor, 5000, 2, 1, chance);
        learnLine(regressor, 3000, -2, 40, chance);
        assertThat(regressor.predict(new float[] {1e6f + 0.25f * 1e4f, 1, 0})).isCloseTo(39.5, within(1.0));
        assertThat(regressor.predict(new float[] {1e6f + 0.75f * 1e4f, 2, 0})).isCloseTo(38.5, within(1.0));
    }

    @ParameterizedTest
    @EnumSource(names = {"LINEAR", "NEIGHBOURS", "TREE", "FOREST", "PORTFOLIO"})
    void shouldForgetOneWildTarget(NumberNamesake name) {
        Regressor regressor = name.create(LAYOUT);
        Chance chance = new Chance(9);
        learnLine(regressor, 2000, 2, 1, chance);
        regressor.learn(new float[] {1e6f, 1, 0}, 1e30);
        learnLine(regressor, 3000, 2, 1, chance);
        assertThat(regressor.predict(new float[] {1e6f + 0.75f * 1e4f, 2, 0})).isCloseTo(2.5, within(0.3));
    }

    /** y = slope · x + constant, where x is from 0 to 1 and shown as a number from 1e6 on. */
    private static void learnLine(Regressor regressor, int count, double slope, double constant, Chance chance) {
        for (int i = 0; i < count; i++) {
            double x = chance.share();
            float[] values = {(float) (1e6 + 1e4 * x), 1 + chance.below(3), (float) (1e-6 * chance.share())};
            regressor.learn(values, slope * x + constant);
        }
    }

    private static double turned(float[] values, boolean turned) {
        double number = Float.isNaN(values[0]) ? 3 : Math.min(9, values[0]);
        return (turned ? -5 : 5) * number + (values[1] > 1 ? 20 : 0);
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
