package io.millrace.benchmarks.learners;

import io.millrace.learners.AdaptiveForest;
import io.millrace.learners.AdaptiveTree;
import io.millrace.learners.HoeffdingTree;
import io.millrace.learners.Layout;
import io.millrace.learners.Learner;
import io.millrace.learners.LeveragingBagging;
import io.millrace.learners.NaiveBayes;
import io.millrace.learners.NearestNeighbours;
import io.millrace.learners.Portfolio;
import io.millrace.learners.RandomPatches;
import io.millrace.learners.Softmax;
import io.millrace.learners.WindowBoosting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Lets each learner predict and learn a stream, on one thread. */
public final class LearnersBench {
    private final LabelledStream stream;
    private final int rounds;

    /** @param rounds that count, after one to warm up */
    public LearnersBench(LabelledStream stream, int rounds) {
        this.stream = stream;
        this.rounds = rounds;
    }

    private static Map<String, Function<Layout, Learner>> learners() {
        Map<String, Function<Layout, Learner>> learners = new LinkedHashMap<>();
        learners.put("naive-bayes", NaiveBayes::new);
        learners.put("softmax", Softmax::new);
        learners.put("nearest-neighbours", NearestNeighbours::new);
        learners.put("hoeffding-tree", HoeffdingTree::new);
        learners.put("adaptive-tree", AdaptiveTree::new);
        learners.put("leveraging-bagging", LeveragingBagging::new);
        learners.put("adaptive-forest", AdaptiveForest::new);
        learners.put("random-patches", RandomPatches::new);
        learners.put("window-boosting", WindowBoosting::new);
        learners.put("portfolio", Portfolio::new);
        return learners;
    }

    /** @param progress hears a line now and then */
    public LearnersResult run(Consumer<String> progress) {
        List<Measured> measured = new ArrayList<>();
        learners().forEach((name, create) -> {
            measured.add(Measured.median(
                    name, stream.vectors().size(), rounds, () -> accuracy(create.apply(stream.layout()))));
            progress.accept(name + " done");
        });
        return new LearnersResult(stream.name(), stream.vectors().size(), "accuracy", measured);
    }

    /** Test, then train. */
    private double accuracy(Learner learner) {
        int right = 0;
        for (int i = 0; i < stream.vectors().size(); i++) {
            float[] vector = stream.vectors().get(i);
            int label = stream.labels().get(i);
            right += likeliest(learner.predict(vector)) == label ? 1 : 0;
            learner.learn(vector, label);
        }
        return (double) right / stream.vectors().size();
    }

    /** Of equals the first; class 0 where none is known. */
    private static int likeliest(double[] probabilities) {
        int likeliest = 0;
        for (int label = 1; label < probabilities.length; label++) {
            likeliest = probabilities[label] > probabilities[likeliest] ? label : likeliest;
        }
        return likeliest;
    }
}
