package io.millrace.learners;

import java.util.function.Function;

/** Our learners in their one default configuration, by the name that tables of measured accuracy give to theirs. */
enum Namesake {
    MajorityClass(layout -> new Majority()),
    NoChange(layout -> new NoChange()),
    NaiveBayes(NaiveBayes::new),
    HoeffdingTree(HoeffdingTree::new),
    HoeffdingAdaptiveTree(AdaptiveTree::new),
    LeveragingBag10(LeveragingBagging::new),
    AdaptiveRandomForest10(AdaptiveForest::new),
    StreamingRandomPatches10(RandomPatches::new);

    private final Function<Layout, Learner> ours;

    Namesake(Function<Layout, Learner> ours) {
        this.ours = ours;
    }

    Learner create(Layout layout) {
        return ours.apply(layout);
    }
}
