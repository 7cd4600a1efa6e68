package io.millrace.benchmarks.learners;

import io.millrace.learners.Layout;
import io.millrace.learners.LinearRegression;
import io.millrace.learners.NeighbourRegression;
import io.millrace.learners.RegressionForest;
import io.millrace.learners.RegressionPortfolio;
import io.millrace.learners.RegressionTree;
import io.millrace.learners.Regressor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Lets each regressor predict and learn a stream, on one thread. */
public final class RegressorsBench {
    private final NumberStream stream;
    private final int rounds;

    /** @param rounds that count, after one to warm up */
    public RegressorsBench(NumberStream stream, int rounds) {
        this.stream = stream;
        this.rounds = rounds;
    }

    private static Map<String, Function<Layout, Regressor>> regressors() {
        Map<String, Function<Layout, Regressor>> regressors = new LinkedHashMap<>();
        regressors.put("linear-regression", LinearRegression::new);
        regressors.put("neighbour-regression", NeighbourRegression::new);
        regressors.put("regression-tree", RegressionTree::new);
        regressors.put("regression-forest", RegressionForest::new);
        regressors.put("regression-portfolio", layout -> RegressionPortfolio.standard(layout, 1, 1));
        return regressors;
    }

    /** @param progress hears a line now and then */
    public LearnersResult run(Consumer<String> progress) {
        List<Measured> measured = new ArrayList<>();
        regressors().forEach((name, create) -> {
            measured.add(Measured.median(
                    name, stream.vectors().size(), rounds, () -> meanError(create.apply(stream.layout()))));
            progress.accept(name + " done");
        });
        return new LearnersResult(stream.name(), stream.vectors().size(), "mae", measured);
    }

    /** Test, then train. */
    private double meanError(Regressor regressor) {
        double sum = 0;
        for (int i = 0; i < stream.vectors().size(); i++) {
            float[] vector = stream.vectors().get(i);
            double target = stream.targets().get(i);
            sum += Math.abs(regressor.predict(vector) - target);
            regressor.learn(vector, target);
        }
        return sum / stream.vectors().size();
    }
}
