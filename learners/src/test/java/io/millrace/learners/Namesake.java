package io.millrace.learners;

import java.util.List;
import java.util.function.Function;

/** Our learners in their one default configuration, and the names that the tables of measured accuracy give to those like it. */
enum Namesake {
    MAJORITY(layout -> new Majority(), "MajorityClass"),
    NO_CHANGE(layout -> new NoChange(), "NoChange"),
    NAIVE_BAYES(NaiveBayes::new, "NaiveBayes"),
    /** Held to the best of all linear ones. */
    SOFTMAX(Softmax::new, "SGD-logistic-r0.0001(default)", "SGD-logistic-r0.01", "SGD-logistic-r0.1", "Perceptron"),
    SOFTMAX_SGD(layout -> new Softmax(layout, new Sgd(0.1)), "SGD-logistic-r0.1"),
    SOFTMAX_ADAM(layout -> new Softmax(layout, new Adam(0.01)), "SGD-logistic-r0.01"),
    NEAREST_NEIGHBOURS(NearestNeighbours::new, "kNN10-w1000"),
    HOEFFDING_TREE(HoeffdingTree::new, "HoeffdingTree"),
    ADAPTIVE_TREE(AdaptiveTree::new, "HoeffdingAdaptiveTree"),
    LEVERAGING_BAGGING(LeveragingBagging::new, "LeveragingBag10"),
    ADAPTIVE_FOREST(AdaptiveForest::new, "AdaptiveRandomForest10"),
    RANDOM_PATCHES(RandomPatches::new, "StreamingRandomPatches10"),
    /** Nobody else has it: held to what it was measured at (README). */
    WINDOW_BOOSTING(WindowBoosting::new) {
        @Override
        double bar(Bars bars, PublicStream stream) {
            return switch (stream) {
                case ELEC8 -> 0.7620;
                case SEA_ABRUPT -> 0.8844;
                case AGRAWAL_ABRUPT -> 0.9510;
                case PHISHING_RIVER -> 0.8856;
                case BANK -> 0.9038;
                case ADULT -> 0.8575;
                case FOODMART_CARD -> 0.7886;
            };
        }
    },
    /** Held to the best of all, whatever it is. */
    PORTFOLIO(Portfolio::new);

    private final Function<Layout, Learner> ours;
    private final List<String> theirs;

    Namesake(Function<Layout, Learner> ours, String... theirs) {
        this.ours = ours;
        this.theirs = List.of(theirs);
    }

    Learner create(Layout layout) {
        return ours.apply(layout);
    }

    /** Names in the tables; none stands for all. */
    List<String> theirs() {
        return theirs;
    }

    /** Accuracy that it is held to. */
    double bar(Bars bars, PublicStream stream) {
        return bars.of(stream, theirs);
    }

    /** How far below that it may be. */
    double margin() {
        return this == PORTFOLIO ? 0.005 : 0.01;
    }
}
