package io.millrace.trainer.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.learners.Adam;
import io.millrace.learners.AdaptiveForest;
import io.millrace.learners.AdaptiveTree;
import io.millrace.learners.HoeffdingTree;
import io.millrace.learners.Layout;
import io.millrace.learners.Learner;
import io.millrace.learners.LeveragingBagging;
import io.millrace.learners.Majority;
import io.millrace.learners.NaiveBayes;
import io.millrace.learners.NearestNeighbours;
import io.millrace.learners.NoChange;
import io.millrace.learners.Portfolio;
import io.millrace.learners.RandomPatches;
import io.millrace.learners.Softmax;
import io.millrace.learners.WindowBoosting;
import io.millrace.models.artefact.OnnxModel;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file answers what the learner answers, whatever comes. */
class LearnerGraphTest {
    private static final int UNSEEN = 1_000;

    enum Named {
        MAJORITY(layout -> new Majority()),
        NO_CHANGE(layout -> new NoChange()),
        NAIVE_BAYES(NaiveBayes::new),
        SOFTMAX(Softmax::new),
        SOFTMAX_ADAM(layout -> new Softmax(layout, new Adam(0.01))),
        NEAREST_NEIGHBOURS(NearestNeighbours::new),
        HOEFFDING_TREE(HoeffdingTree::new),
        ADAPTIVE_TREE(AdaptiveTree::new),
        LEVERAGING_BAGGING(LeveragingBagging::new),
        ADAPTIVE_FOREST(AdaptiveForest::new),
        RANDOM_PATCHES(RandomPatches::new),
        WINDOW_BOOSTING(WindowBoosting::new),
        PORTFOLIO(Portfolio::new);

        private final Function<Layout, Learner> create;

        Named(Function<Layout, Learner> create) {
            this.create = create;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerWhatTheLearnerAnswers(Named name) {
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
    void shouldGiveTheSameBytesForTheSameLearner(Named name) {
        Map<String, String> metadata = Map.of("encoder", "e1");
        byte[] one = LearnerGraph.build(
                learned(name, MadeVectors.MIXED, 500), MadeVectors.MIXED, MadeVectors.MIXED.length(), 3, metadata);
        byte[] other = LearnerGraph.build(
                learned(name, MadeVectors.MIXED, 500), MadeVectors.MIXED, MadeVectors.MIXED.length(), 3, metadata);
        assertThat(one).isEqualTo(other);
    }

    @ParameterizedTest
    @EnumSource
    void shouldDoWithTwoClasses(Named name) {
        assertAlike(learned(name, MadeVectors.MIXED, 2_000, 2), MadeVectors.MIXED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldDoWithOneClass(Named name) {
        assertAlike(learned(name, MadeVectors.MIXED, 500, 1), MadeVectors.MIXED);
    }

    private static void assertAlike(Named name, Layout layout, int examples) {
        assertAlike(learned(name, layout, examples), layout);
    }

    private static void assertAlike(Learner learner, Layout layout) {
        // one class that the learner does not know yet
        int classes = learner.predict(new float[layout.length()]).length + 1;
        float[] matrix = MadeVectors.unseen(layout, UNSEEN);
        float[] expected = new float[UNSEEN * classes];
        for (int row = 0; row < UNSEEN; row++) {
            double[] answer = learner.predict(MadeVectors.row(matrix, layout, row));
            for (int label = 0; label < answer.length; label++) {
                expected[row * classes + label] = (float) answer[label];
            }
        }
        try (OnnxModel model = new OnnxModel(LearnerGraph.build(learner, layout, layout.length(), classes, Map.of()))) {
            assertThat(model.probabilities(matrix, UNSEEN)).containsExactly(expected, within(1e-5f));
        }
    }

    private static Learner learned(Named name, Layout layout, int examples) {
        return learned(name, layout, examples, 3);
    }

    /** @param classes so many of the three: the last ones are taken for the last that is left */
    private static Learner learned(Named name, Layout layout, int examples, int classes) {
        Learner learner = name.create.apply(layout);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < examples; i++) {
            float[] values = MadeVectors.vector(layout, random);
            learner.learn(values, Math.min(classes - 1, label(values, i > examples / 2, random)));
        }
        return learner;
    }

    /** Three classes by the first slot and the last, which turn half way. */
    private static int label(float[] values, boolean turned, SplittableRandom random) {
        float first = values[0];
        float last = values[values.length - 1];
        int label = first > 2 ? 2 : last > 1.5 == turned ? 1 : 0;
        return random.nextInt(20) == 0 ? random.nextInt(3) : label;
    }
}
