package io.millrace.trainer.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learners.LastTarget;
import io.millrace.learners.Layout;
import io.millrace.learners.LinearRegression;
import io.millrace.learners.MeanTarget;
import io.millrace.learners.NeighbourRegression;
import io.millrace.learners.RegressionForest;
import io.millrace.learners.RegressionPortfolio;
import io.millrace.learners.RegressionTree;
import io.millrace.learners.Regressor;
import io.millrace.learners.TargetHistory;
import io.millrace.models.artefact.OnnxModel;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file answers what the regressor answers, whatever comes. */
class NumberGraphTest {
    private static final int UNSEEN = 1_000;
    /** The file computes with 64 bits and answers with 32: what those cannot tell apart, with some room, of the targets' span. */
    private static final double ROUNDING = 1e-6;
    /** Of the targets, about. */
    private static final double SPAN = 80;

    enum Named {
        MEAN(layout -> new MeanTarget()),
        LAST(layout -> new LastTarget()),
        LINEAR(LinearRegression::new),
        NEIGHBOURS(NeighbourRegression::new),
        TREE(RegressionTree::new),
        FOREST(RegressionForest::new),
        HISTORY(layout -> new TargetHistory(layout, 1, LinearRegression::new)),
        PORTFOLIO(layout -> RegressionPortfolio.standard(layout, 1, 1));

        private final Function<Layout, Regressor> create;

        Named(Function<Layout, Regressor> create) {
            this.create = create;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerWhatTheRegressorAnswers(Named name) {
        assertAlike(name, MadeVectors.MIXED, 6_000);
    }

    @ParameterizedTest
    @EnumSource
    void shouldDoWithoutCodes(Named name) {
        assertAlike(name, MadeVectors.NUMBERS, 2_000);
    }

    @ParameterizedTest
    @EnumSource
    void shouldDoWithoutNumbers(Named name) {
        assertAlike(name, MadeVectors.CODES, 2_000);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerAfterOneExample(Named name) {
        assertAlike(name, MadeVectors.MIXED, 1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheSameBytesForTheSameRegressor(Named name) {
        Map<String, String> metadata = Map.of("encoder", "e1");
        byte[] one = LearnerGraph.build(
                learned(name, MadeVectors.MIXED, 500), MadeVectors.MIXED, MadeVectors.MIXED.length(), metadata);
        byte[] other = LearnerGraph.build(
                learned(name, MadeVectors.MIXED, 500), MadeVectors.MIXED, MadeVectors.MIXED.length(), metadata);
        assertThat(one).isEqualTo(other);
    }

    @Test
    void shouldAnswerWhatAFloatHolds() {
        Regressor regressor = new MeanTarget();
        regressor.learn(new float[2], 1e100);
        try (OnnxModel model = new OnnxModel(
                LearnerGraph.build(regressor, MadeVectors.NUMBERS, MadeVectors.NUMBERS.length(), Map.of()))) {
            assertThat(model.probabilities(new float[2], 1)).containsExactly(Float.MAX_VALUE);
        }
    }

    private static void assertAlike(Named name, Layout layout, int examples) {
        Regressor regressor = learned(name, layout, examples);
        float[] matrix = MadeVectors.unseen(layout, UNSEEN);
        float[] expected = new float[UNSEEN];
        for (int row = 0; row < UNSEEN; row++) {
            expected[row] = (float) regressor.predict(MadeVectors.row(matrix, layout, row));
        }
        try (OnnxModel model = new OnnxModel(LearnerGraph.build(regressor, layout, layout.length(), Map.of()))) {
            assertThat(model.probabilities(matrix, UNSEEN))
                    .containsExactly(expected, within((float) (ROUNDING * SPAN)));
        }
    }

    private static Regressor learned(Named name, Layout layout, int examples) {
        Regressor regressor = name.create.apply(layout);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < examples; i++) {
            float[] values = MadeVectors.vector(layout, random);
            regressor.learn(values, target(values, i > examples / 2, random));
        }
        return regressor;
    }

    /** A line and a step by the first slot and the last, which turn half way. */
    private static double target(float[] values, boolean turned, SplittableRandom random) {
        double first = Float.isNaN(values[0]) ? 5 : values[0];
        double last = Float.isNaN(values[values.length - 1]) ? -3 : values[values.length - 1];
        return (turned ? -3 : 3) * first + (last > 1.5 ? 20 : 0) + random.nextGaussian();
    }
}
